import { z } from "zod";

/** As much of JSON Schema as `z.toJSONSchema` makes of the operations' shapes. */
export interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
  readonly format?: string;
  readonly description?: string;
}

export interface Document {
  readonly root: Node;
  readonly defs: Readonly<Record<string, Node>>;
}

/** A node without its null, and whether it had one. */
export interface Present {
  readonly node: Node;
  readonly nullable: boolean;
  /** The id of the shape, where it has one. */
  readonly id: string | undefined;
}

export function documentOf(schema: z.ZodType, io: "input" | "output"): Document {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is not as we know it throws where it is read
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Node & { $defs?: Record<string, Node> };
  return { root: made, defs: made.$defs ?? {} };
}

/** Follows references and takes null out of unions. */
export function presentOf(node: Node, { defs }: Document): Present {
  if (node.$ref !== undefined) {
    const id = node.$ref.replace("#/$defs/", "");
    const named = defs[id];
    if (named === undefined) throw new Error(`There is no shape ${id}`);
    return { ...presentOf(named, { root: node, defs }), id };
  }
  if (Array.isArray(node.type)) {
    const [type, ...others] = node.type.filter((each) => each !== "null");
    if (type === undefined || others.length > 0) throw new Error(`Unknown type ${JSON.stringify(node.type)}`);
    return { node: { ...node, type }, nullable: node.type.includes("null"), id: undefined };
  }
  if (node.anyOf === undefined) return { node, nullable: false, id: undefined };
  const [first, ...others] = node.anyOf.filter(({ type }) => type !== "null");
  const nullable = node.anyOf.some(({ type }) => type === "null");
  if (first === undefined) throw new Error("A union of nothing");
  if (others.length > 0) return { node: oneText([first, ...others]), nullable, id: undefined };
  const present = presentOf(first, { root: node, defs });
  return { ...present, nullable: nullable || present.nullable };
}

/** A union of strings is a string; the operation parses it. */
function oneText(nodes: readonly Node[]): Node {
  if (nodes.every(({ type }) => type === "string")) return { type: "string" };
  throw new Error(`GraphQL has no such union: ${JSON.stringify(nodes)}`);
}
