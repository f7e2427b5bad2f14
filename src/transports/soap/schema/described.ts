import { z } from "zod";
import { kinds } from "#core/kernel/errors.ts";
import { operations, type SoapOperation } from "../operations.ts";
import type { Composite, Described } from "./model.ts";
import { FieldOrder, type Given } from "./order.ts";
import { Types } from "./types.ts";
import given from "./v1.gen.json" with { type: "json" };

const Figure = z.object({ name: z.string(), value: z.string() }).meta({ id: "Figure" });

const Fault = z
  .object({
    pointer: z.string().optional().describe("Where in the request, as a JSON Pointer: `/lines/0/quantity`."),
    detail: z.string(),
    figures: z.array(Figure).describe("What helps to correct it, such as `requested` and `available`."),
  })
  .meta({ id: "Fault" });

/** The detail of every fault. */
const CrossdockFault = z.object({
  kind: z.enum(kinds),
  code: z.string().describe("Stable: decide by it. Explained at /problems/{code}."),
  message: z.string(),
  requestId: z.string(),
  errors: z.array(Fault),
});

export interface Service {
  readonly operations: readonly Described[];
  readonly fault: Composite;
  /** As it is kept for the next time. */
  readonly order: Given;
}

export function describe(declared: readonly SoapOperation[], known: Given): Service {
  const order = new FieldOrder(known);
  const types = new Types(order);
  const fault = types.root("CrossdockFault", CrossdockFault, "output");
  const responses = declared.map(({ name, response }) => types.root(`${name}Response`, response, "output"));
  const described = declared.flatMap(({ name, operation }, at): Described[] => {
    const [response, request] = [responses[at], types.root(`${name}Request`, operation.input, "input")];
    return response === undefined ? [] : [{ name, documentation: operation.summary, request, response }];
  });
  return { operations: described, fault, order: order.all() };
}

/** What is served, as types of XML Schema. */
export const service = describe(operations, given);
