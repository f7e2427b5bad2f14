import { GraphQLNonNull, type GraphQLResolveInfo, GraphQLString } from "graphql";
import type { z } from "zod";
import { isHubError } from "#core/kernel/errors.ts";
import type { AnyOperation, Command } from "#core/kernel/operation.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import type { Context } from "../context.ts";
import { Refused } from "./failures.ts";
import { pascalCase } from "./naming.ts";
import type { Field } from "./outputs.ts";
import type { Types } from "./types.ts";

/** A field of `Mutation`, and the operation that it stands for. */
export interface Tell {
  readonly operation: AnyOperation;
  readonly field: (name: string, types: Types) => Field;
}

interface Result<O extends z.ZodType> {
  /** What of the operation's answer is the result. */
  readonly schema: z.ZodType;
  readonly of: (output: z.output<O>) => unknown;
}

interface MutationArgs {
  readonly input: unknown;
  readonly idempotencyKey?: string | null;
}

type Asked = [row: unknown, args: MutationArgs, context: Context, info: GraphQLResolveInfo];

/** Answers a union of the result and of the failures that the operation declares. */
export function tell<I extends z.ZodType, O extends z.ZodType>(
  operation: Command<I, O>,
  { schema, of }: Result<O> = { schema: operation.output, of: (output) => output },
): Tell {
  const typed = new Set(
    operation.failures.filter(({ kind }) => errorTable[kind].graphql === "typed").map(({ code }) => code),
  );
  const field: Tell["field"] = (name, { inputs, outputs, failures }) => {
    const input = inputs.object(operation.input, pascalCase(name));
    const declared = operation.failures.filter(({ code }) => typed.has(code));
    const union = failures.union(`${pascalCase(name)}Result`, outputs.object(schema), declared);
    return {
      // Nullable: an error of one mutation must not hide the results of the others.
      type: union,
      description: operation.summary,
      args: {
        input: { type: new GraphQLNonNull(input.type) },
        idempotencyKey: {
          type: GraphQLString,
          description: "The same key and input get the same answer for 24 hours.",
        },
      },
      resolve: async (...[, args, context, { path }]: Asked) => {
        try {
          const idempotencyKey = keyOf(args, context);
          const { output, replayed } = await context.caller.call(operation, input.read(args.input), { idempotencyKey });
          if (replayed) context.replayed.push(String(path.key));
          return of(output);
        } catch (error) {
          if (isHubError(error) && typed.has(error.code)) return new Refused(error);
          throw error;
        } finally {
          context.loaders.forget(); // the next mutation of the document reads what this one left
        }
      },
    };
  };
  return { operation: operation, field };
}

const keyOf = ({ idempotencyKey }: MutationArgs, context: Context): string | undefined =>
  idempotencyKeyFrom(idempotencyKey ?? null) ?? context.idempotencyKey;
