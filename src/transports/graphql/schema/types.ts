import type { GraphQLObjectType } from "graphql";
import { Failures } from "./failures.ts";
import { Inputs } from "./inputs.ts";
import { Leaves } from "./leaves.ts";
import { Outputs } from "./outputs.ts";
import { relations } from "./relations.ts";

/** All types of one schema, each made once. */
export class Types {
  readonly outputs: Outputs;
  readonly inputs: Inputs;
  readonly failures: Failures;
  readonly #made = new Map<string, GraphQLObjectType>();

  constructor() {
    const leaves = new Leaves();
    this.inputs = new Inputs(leaves);
    this.outputs = new Outputs(
      leaves,
      relations(() => this.outputs),
    );
    this.failures = new Failures(this.outputs);
  }

  /** What is made of a type: the same for every field that names it. */
  once(make: (of: GraphQLObjectType) => GraphQLObjectType, of: GraphQLObjectType): GraphQLObjectType {
    const made = this.#made.get(of.name) ?? make(of);
    this.#made.set(of.name, made);
    return made;
  }
}
