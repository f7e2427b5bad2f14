import { z } from "zod";

/** As much of a JSON Schema as a message can be made of. */
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

/** What is behind references and beside null. */
export function bare(schema: Schema, definitions: Described["definitions"]): Bare {
  const { $ref, anyOf, type } = schema;
  if ($ref !== undefined) {
    const id = $ref.replace("#/$defs/", "");
    const inner = bare(definitions[id] ?? {}, definitions);
    return { ...inner, id };
  }
  if (anyOf !== undefined) {
    const others = anyOf.filter((each) => each.type !== "null");
    const [only] = others;
    if (only === undefined || others.length > 1) throw new Error(`No message can be made of ${JSON.stringify(schema)}`);
    return { ...bare(only, definitions), nullable: true };
  }
  if (typeof type !== "object") return { schema, id: undefined, nullable: false };
  const [single, ...more] = type.filter((each) => each !== "null");
  if (single === undefined || more.length > 0) throw new Error(`No field can be made of ${JSON.stringify(schema)}`);
  return { schema: { ...schema, type: single }, id: undefined, nullable: true };
}
