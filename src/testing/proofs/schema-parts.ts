import { z } from "zod";

/** A schema within another. */
export interface SchemaPart {
  /** From the nearest named object: `Order.lines[]`; `{}` is any entry of a record, `*` any other field. */
  readonly at: string;
  readonly schema: z.core.$ZodType;
  readonly type: z.core.$ZodTypeDef["type"];
  /** Its own, or that of the schema that it refines. */
  readonly id: string | undefined;
  /** The schema has this name itself. */
  readonly names: boolean;
}

function idOf(schema: z.core.$ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  return z.globalRegistry.get(schema)?.id ?? idOf(schema["_zod"].parent);
}

type Step = readonly [step: string, inner: z.core.$ZodType];

function stepsOf(schema: z.core.$ZodType): Step[] {
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries<z.core.$ZodType>(schema.shape);
    const { catchall } = schema.def;
    return [
      ...fields.map(([name, field]): Step => [`.${name}`, field]),
      ...(catchall === undefined ? [] : [["*", catchall] as const]),
    ];
  }
  if (schema instanceof z.ZodArray) return [["[]", schema.def.element]];
  if (schema instanceof z.ZodRecord) return [["{}", schema.def.valueType]];
  if (schema instanceof z.ZodUnion) return schema.def.options.map((option, index) => [`|${index}`, option]);
  if (schema instanceof z.ZodTuple) return schema.def.items.map((item, index) => [`[${index}]`, item]);
  return transparent(schema).map((inner) => ["", inner]);
}

/** Wrappers that only add a rule to a schema. */
function transparent(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right];
  if (schema instanceof z.ZodPipe) return [schema.def.in, schema.def.out];
  if (schema instanceof z.ZodLazy) return [schema.def.getter()];
  const { def } = schema["_zod"];
  return "innerType" in def && def.innerType instanceof z.ZodType ? [def.innerType] : [];
}

/** Every nested schema once, the outermost first. */
export function schemaParts(schema: z.core.$ZodType, name: string, seen = new Set<z.core.$ZodType>()): SchemaPart[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const id = idOf(schema);
  const at = id ?? name;
  const { type } = schema["_zod"].def;
  const names = z.globalRegistry.get(schema)?.id !== undefined;
  const inner = stepsOf(schema).flatMap(([step, each]) => schemaParts(each, `${at}${step}`, seen));
  return [{ at, schema, type, id, names }, ...inner];
}
