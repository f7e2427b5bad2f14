import { z } from "zod";
import type { AnyOperation } from "#core/kernel/operation.ts";
import type { Json } from "#testing/parity/scenario.ts";
import { operationExample } from "#transports/documents/operation-examples.ts";

const Input = z.record(z.string(), z.json());
type Input = Readonly<Record<string, Json>>;

/** Where a transport spells a field in its own way, the example without it. */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  "orders.update": ["assigneeId", "customer"],
};

/** A valid input: of a read what it needs, of a command its example with the version that a change is made on. */
export function inputOf({ name, kind, input, ...operation }: AnyOperation): Input {
  const example = Input.parse(operationExample({ ...operation, name, kind, input }).input);
  const fields = input instanceof z.ZodObject ? input.shape : {};
  const kept = Object.entries(example).filter(
    ([field]) => kind === "command" || fields[field]?.safeParse(undefined).success === false,
  );
  const given = Object.fromEntries(kept.filter(([field]) => WITHOUT[name]?.includes(field) !== true));
  return "ifVersion" in fields ? { ...given, ifVersion: 1 } : given;
}
