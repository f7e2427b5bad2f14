import type { z } from "zod";
import type { Actor } from "../kernel/actor.ts";
import type { Command } from "../kernel/operation.ts";
import type { Read } from "../kernel/tx.ts";
import { parseInput } from "../runtime/admit.ts";
import { execute } from "../runtime/execute.ts";
import type { Hub } from "../runtime/hub.ts";
import type { CallOptions } from "../runtime/observed.ts";
import type { MessageResult, TargetName } from "./schemas.ts";

interface Init<T extends z.ZodType, I extends z.ZodType, O extends z.ZodType> {
  readonly operation: Command<I, O>;
  /** What a mapping produces: the operation's input, with outside names where the operation takes ids. */
  readonly input: T;
  readonly example: unknown;
  readonly resolve: (read: Read, input: z.output<T>) => Promise<unknown>;
  readonly subject: (output: z.output<O>) => Omit<MessageResult, "operation">;
}

/** An operation as a mapping target. */
export interface Target {
  readonly name: TargetName;
  readonly operation: Pick<Command, "scope" | "summary">;
  readonly input: z.ZodType;
  readonly example: unknown;
  readonly run: (hub: Hub, actor: Actor, call: { input: unknown; options: CallOptions }) => Promise<MessageResult>;
}

export function target<T extends z.ZodType, I extends z.ZodType, O extends z.ZodType>(
  name: TargetName,
  { operation, input, example, resolve, subject }: Init<T, I, O>,
): Target {
  return {
    name,
    operation,
    input,
    example,
    run: async (hub, actor, { input: given, options }) => {
      const resolved = await resolve(hub.db.read(actor.tenantId), parseInput(input, given));
      const { output } = await execute(hub, actor, operation, resolved, options);
      return { operation: name, ...subject(output) };
    },
  };
}
