import { tracked } from "@trpc/server";
import { z } from "zod";
import { execute, follow } from "#core/execute.ts";
import type { Command, Query, Stream } from "#core/kernel/operation.ts";
import { actorOf, asTrpcError, procedure, type TrpcContext } from "./init.ts";

/** Gives a procedure its input type. The value passes untouched: `execute` parses, for every transport alike. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const inputOf =
  <I extends z.ZodType>(_schema: I) =>
  (value: unknown) =>
    value as z.input<I>;

const optionsOf = ({ requestId, trace }: TrpcContext, signal: AbortSignal | undefined) => ({
  transport: "trpc",
  requestId,
  trace,
  signal,
});

export function queryOf<I extends z.ZodType, O extends z.ZodType>(operation: Query<I, O>) {
  return procedure.input(inputOf(operation.input)).query(async ({ ctx, input, signal }) => {
    const { output } = await execute(ctx.hub, actorOf(ctx), operation, input, optionsOf(ctx, signal));
    return output;
  });
}

export function mutationOf<I extends z.ZodType, O extends z.ZodType>(operation: Command<I, O>) {
  return procedure.input(inputOf(operation.input)).mutation(async ({ ctx, input, signal }) => {
    const { idempotencyKey } = ctx;
    const options = { ...optionsOf(ctx, signal), idempotencyKey };
    const { output } = await execute(ctx.hub, actorOf(ctx), operation, input, options);
    return output;
  });
}

const Resume = z.looseObject({ lastEventId: z.coerce.number().int().min(0).optional().catch(undefined) });

/** Each item is tracked by its feed position; a client that lost its connection goes on behind the last one it saw. */
export function subscriptionOf<I extends z.ZodType<{ after?: number | undefined }>, O extends z.ZodType>(
  operation: Stream<I, O>,
) {
  return procedure
    .input((value: unknown) => inputOf(operation.input)(value) as z.input<I> & { lastEventId?: string | undefined })
    .subscription(async function* ({ ctx, input, signal }) {
      const { lastEventId, ...given } = Resume.parse(input ?? {});
      const wanted = lastEventId === undefined ? given : { ...given, after: lastEventId };
      try {
        const items = follow(ctx.hub, actorOf(ctx), operation, wanted, signal ?? new AbortController().signal);
        for await (const { position, item } of items) yield tracked(String(position), item);
      } catch (error) {
        throw asTrpcError(error);
      }
    });
}
