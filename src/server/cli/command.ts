import { parseArgs } from "node:util";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import type { ServerHub } from "../hub.ts";
import { tenantsNamed } from "./store.ts";

export interface Command {
  readonly words: string;
  readonly options: string;
  readonly summary: string;
  /** Returns the exit code. */
  readonly run: (hub: ServerHub, given: readonly string[]) => Promise<number>;
}

/** Printed together with the usage; the exit code is 2. */
export class UsageError extends Error {}

/** Parses `--name value` pairs; `required` names must be present, unknown names are an error. */
export function optionsOf<N extends string>(
  given: readonly string[],
  names: readonly N[],
  required: readonly N[] = [],
): Partial<Record<N, string>> {
  const declared = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const parsed = parse(given, declared);
  const missing = required.filter((name) => typeof parsed[name] !== "string");
  if (missing.length > 0) throw new UsageError(`Missing: ${missing.map((name) => `--${name}`).join(", ")}.`);
  const entries = names.flatMap((name) => (typeof parsed[name] === "string" ? [[name, parsed[name]]] : []));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from these names just above
  return Object.fromEntries(entries) as Partial<Record<N, string>>;
}

function parse(given: readonly string[], options: Record<string, { type: "string" }>) {
  try {
    return parseArgs({ args: [...given], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Acts for the merchant with this slug; without a slug, for the only merchant. */
export async function actorFor(hub: ServerHub, slug: string | undefined): Promise<Actor> {
  const tenants = await tenantsNamed(hub.db.sql, slug);
  const [only] = tenants;
  if (only === undefined)
    throw new UsageError(slug === undefined ? "There is no merchant yet." : `There is no merchant ${slug}.`);
  if (tenants.length > 1)
    throw new UsageError(`Which merchant? --tenant ${tenants.map((each) => each.slug).join(" | ")}`);
  return systemActor(asTenantId(only.id), "command line");
}

export const say = (line: string): boolean => process.stdout.write(`${line}\n`);
