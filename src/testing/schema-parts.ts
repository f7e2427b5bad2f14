import { z } from "zod";

/** A schema within another. */
export interface SchemaPart {
  /** From the nearest object with a name: `Order.lines[]`; `{}` is any entry of a record, `*` any other field. */
  readonly at: string;
  readonly schema: z.core.$ZodType;
  /** Its own, or that of the schema which it describes further. */
  readonly id: string | undefined;
  /** The name is its own. */
  readonly names: boolean;
}

function idOf(schema: z.core.$ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  return z.globalRegistry.get(schema)?.id ?? idOf(schema._zod.parent);
}

type Step = readonly [step: string, inner: z.core.$ZodType];

function stepsOf(schema: z.core.$ZodType): Step[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the closed union of all schemas that zod has
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return [
        ...Object.entries(def.shape).map(([name, field]): Step => [`.${name}`, field]),
        ...(def.catchall === undefined ? [] : [["*", def.catchall] as const]),
      ];
    case "array":
      return [["[]", def.element]];
    case "record":
      return [["{}", def.valueType]];
    case "union":
      return def.options.map((option, index) => [`|${index}`, option]);
    case "intersection":
      return [
        ["", def.left],
        ["", def.right],
      ];
    case "tuple":
      return def.items.map((item, index) => [`[${index}]`, item]);
    case "pipe":
      return [
        ["", def.in],
        ["", def.out],
      ];
    case "lazy":
      return [["", def.getter()]];
    default:
      return "innerType" in def ? [["", def.innerType]] : [];
  }
}

/** Every schema within, each once, the outermost first. */
export function schemaParts(schema: z.core.$ZodType, name: string, seen = new Set<z.core.$ZodType>()): SchemaPart[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const id = idOf(schema);
  const at = id ?? name;
  const names = z.globalRegistry.get(schema)?.id !== undefined;
  return [
    { at, schema, id, names },
    ...stepsOf(schema).flatMap(([step, inner]) => schemaParts(inner, `${at}${step}`, seen)),
  ];
}
