import { z } from "zod";
import { unknownName } from "#transports/shared/http-refusal.ts";
import { nearestName } from "#transports/shared/nearest.ts";

/** Fields to keep, by name; an empty map keeps everything below. */
export type Picks = Map<string, Picks>;

const MOST = 50;

/** Selects `fields=id,totals.total,lines.sku` of a body: dots select nested fields, also in each item of a list. */
export function picksFrom(texts: readonly string[], schema: z.ZodType): Picks {
  const picks: Picks = new Map();
  for (const path of texts.flatMap((text) => text.split(",")).slice(0, MOST)) {
    let [level, shape] = [picks, shapeOf(schema)];
    for (const name of path.trim().split(".")) {
      const inner = shape?.[name];
      if (inner === undefined || shape === undefined || !Object.hasOwn(shape, name))
        throw unknownName({
          parameter: "fields",
          name: path.slice(0, 80),
          nearest: nearestName(name, Object.keys(shape ?? {})),
        });
      const below = level.get(name) ?? new Map<string, Picks>();
      level.set(name, below);
      [level, shape] = [below, shapeOf(inner)];
    }
  }
  return picks;
}

/** A list's envelope stays complete; fields select from its entries. */
export function picked(value: unknown, picks: Picks): unknown {
  if (picks.size === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => picked(item, picks));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const below = picks.get(name);
      return below === undefined ? [] : [[name, picked(inner, below)]];
    }),
  );
}

/** The schema of a list's entries, or the schema itself. */
export function entrySchema(schema: z.ZodType): z.ZodType {
  const data = shapeOf(schema)?.["data"];
  const inner = data instanceof z.ZodArray ? data.element : undefined;
  return inner instanceof z.ZodType ? inner : schema;
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodArray) return shapeOf(schema.element);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return shapeOf(schema.def.innerType);
  return undefined;
}
