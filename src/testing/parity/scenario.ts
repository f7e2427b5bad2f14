import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
const Json: z.ZodType<Json> = z.json();

const Refused = z.strictObject({
  kind: z.string(),
  code: z.string(),
  pointers: z.array(z.string()).optional(),
});

const Step = z.strictObject({
  call: z.string(),
  input: z.record(z.string(), Json),
  credential: z.enum(["full", "reader", "none", "unknown", "expired", "limited"]).default("full"),
  key: z.string().optional(),
  over: z.literal("other").optional(),
  as: z.string().optional(),
  created: z.boolean().optional(),
  same: z.string().optional(),
  answer: Json.optional(),
  refused: Refused.optional(),
});
export type Step = z.output<typeof Step>;

const Level = z.strictObject({
  sku: z.string(),
  onHand: z.int().optional(),
  reserved: z.int().optional(),
  available: z.int().optional(),
});

const Scenario = z.strictObject({
  name: z.string(),
  operation: z.string(),
  articles: z.array(z.strictObject({ sku: z.string(), onHand: z.int(), price: z.int() })),
  steps: z.array(Step).min(1),
  after: z
    .strictObject({ levels: z.array(Level).default([]), events: z.array(z.string()).optional() })
    .default({ levels: [] }),
});
export type Scenario = z.output<typeof Scenario>;

const Answers = z.strictObject({ http: z.array(z.int()), grpc: z.array(z.string()) });

const File = z.strictObject({ kinds: z.record(z.string(), Answers), scenarios: z.array(Scenario) });

/** The scenarios of `scenarios.json`, whose grammar is in grammar.md. */
export const { kinds, scenarios } = File.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, "scenarios.json"), "utf8")),
);

export const at = (value: Json | undefined, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((inner, name) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- lists are read by index as objects are by name
    return (inner as Readonly<Record<string, Json>>)[name];
  }, value);

const WHOLE = /^\$\{([^}]+)\}$/;
const PART = /\$\{([^}]+)\}/g;

/** A value with its `${…}` replaced by what was saved; one that is the whole text keeps its type. */
export function filled(value: Json, saved: ReadonlyMap<string, Json>): Json {
  if (typeof value === "string") {
    const whole = WHOLE.exec(value)?.[1];
    if (whole !== undefined) return found(whole, saved);
    return value.replace(PART, (_, path: string) => textOf(found(path, saved)));
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => filled(item, saved));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, saved)]));
}

function found(path: string, saved: ReadonlyMap<string, Json>): Json {
  const [name = "", ...rest] = path.split(".");
  const value = rest.length === 0 ? saved.get(name) : at(saved.get(name), rest.join("."));
  if (value === undefined) throw new Error(`Nothing was saved as ${path}`);
  return value;
}

/** A value as a query string, a header or a path has it. */
export function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((item: Json) => textOf(item)).join(",");
  return JSON.stringify(value ?? null);
}
