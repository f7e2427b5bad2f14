import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Command, Query, Stream } from "#core/kernel/operation.ts";
import { parseInput } from "#core/runtime/admit.ts";
import { asTrpcError, callerOf, procedure } from "./init.ts";

/** Gives a procedure its input type. The value passes unparsed: `execute` parses for every transport. */
function unparsed<I extends z.ZodType>(_schema: I): (value: unknown) => z.input<I> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a promise to clients, kept by `execute`
  return (value) => value as z.input<I>;
}

/** A reconnecting client sends the id of its last item beside its input. */
function resumable<I extends z.ZodType>(_schema: I): (value: unknown) => z.input<I> & Resumable {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return (value) => value as z.input<I> & Resumable;
}

interface Resumable {
  lastEventId?: string | undefined;
}
const Resume = z.looseObject({ lastEventId: z.coerce.number().int().min(0).optional() }).default({});

export function queryOf<I extends z.ZodType, O extends z.ZodType>(operation: Query<I, O>) {
  return procedure.input(unparsed(operation.input)).query(async ({ ctx, input }) => {
    const { output } = await callerOf(ctx, operation).call(operation, withoutDirection(input));
    return output;
  });
}

/** @trpc/react-query adds a direction to infinite queries. Ours only go forward, by cursor. */
function withoutDirection(input: unknown): unknown {
  if (typeof input !== "object" || input === null || !("direction" in input)) return input;
  const { direction: _, ...rest } = input;
  return rest;
}

export function mutationOf<I extends z.ZodType, O extends z.ZodType>(operation: Command<I, O>) {
  return procedure.input(unparsed(operation.input)).mutation(async ({ ctx, input }) => {
    const { output } = await callerOf(ctx, operation).call(operation, input, { idempotencyKey: ctx.idempotencyKey });
    return output;
  });
}

/** Each item is tracked by its feed position; a client resumes after the last one it received. */
export function subscriptionOf<I extends z.ZodType<{ after?: number | string | undefined }>, O extends z.ZodType>(
  operation: Stream<I, O>,
) {
  return procedure.input(resumable(operation.input)).subscription(async function* ({
    ctx,
    input,
    signal = new AbortController().signal,
  }) {
    try {
      const { lastEventId, ...given } = parseInput(Resume, input);
      const wanted = lastEventId === undefined ? given : { ...given, after: lastEventId };
      for await (const frame of await callerOf(ctx, operation).follow(operation, wanted, signal))
        for (const { position, item } of frame) yield tracked(String(position), item);
    } catch (error) {
      throw asTrpcError(error);
    }
  });
}
