import type { AnyOperation } from "#core/kernel/operation.ts";
import { exampleOf } from "./openapi-examples.ts";
import { isSchema, Schemas } from "./openapi-schemas.ts";

export interface OperationExample {
  readonly input: unknown;
  readonly output: unknown;
}

const inputs = new Schemas();
const outputs = new Schemas();

/** An example call of an operation, for any transport: its own example over that of its schemas. */
export const operationExample = ({ input, output, examples = {} }: AnyOperation): OperationExample => ({
  input: withOwn(exampleOf(inputs.of(input, "input"), inputs), examples.input),
  output: withOwn(exampleOf(outputs.of(output, "output"), outputs), examples.output),
});

/** Fields with the example undefined are omitted. */
export function withOwn(derived: unknown, own: object | undefined): unknown {
  if (own === undefined || !isSchema(derived)) return derived;
  return Object.fromEntries(Object.entries({ ...derived, ...own }).filter(([, value]) => value !== undefined));
}
