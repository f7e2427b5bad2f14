import { z } from "zod";

/** As much of JSON Schema as `z.toJSONSchema` makes of the shapes of operations. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: unknown;
}

export type Io = "input" | "output";

export interface Described {
  readonly root: Schema;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const Schemas: z.ZodType<Schema & { $defs?: Record<string, Schema> }> = z.looseObject({});

export function described(schema: z.ZodType, io: Io): Described {
  const { $defs = {}, ...root } = Schemas.parse(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
  return { root, definitions: $defs };
}

export interface Bare {
  readonly schema: Schema;
  /** Its name where it has one of its own. */
  readonly id: string | undefined;
  readonly nullable: boolean;
}

/** Makes one schema of a union where a transport can; otherwise it throws. */
export type Union = (schemas: readonly Schema[]) => Schema;

const noUnion: Union = (schemas) => {
  throw new Error(`No message can be made of a union: ${JSON.stringify(schemas)}`);
};

/** A schema without its null, references followed. */
export function bare(schema: Schema, definitions: Described["definitions"], union: Union = noUnion): Bare {
  const { $ref, anyOf, type } = schema;
  if ($ref !== undefined) {
    const id = $ref.replace("#/$defs/", "");
    const named = definitions[id];
    if (named === undefined) throw new Error(`There is no schema ${id}`);
    return { ...bare(named, definitions, union), id };
  }
  if (anyOf !== undefined) {
    const [first, ...others] = anyOf.filter((each) => each.type !== "null");
    if (first === undefined) throw new Error(`A union of nothing: ${JSON.stringify(schema)}`);
    const nullable = anyOf.length > others.length + 1;
    if (others.length > 0) return { schema: union([first, ...others]), id: undefined, nullable };
    const only = bare(first, definitions, union);
    return { ...only, nullable: nullable || only.nullable };
  }
  if (typeof type !== "object") return { schema, id: undefined, nullable: false };
  const [single, ...more] = type.filter((each) => each !== "null");
  if (single === undefined || more.length > 0) throw new Error(`No field can be made of ${JSON.stringify(schema)}`);
  return { schema: { ...schema, type: single }, id: undefined, nullable: type.includes("null") };
}
