import type { Actor, Scope } from "../kernel/actor.ts";
import { forbidden } from "../kernel/errors.ts";
import { type EventType, eventCatalogue } from "../kernel/event.ts";

/** A pattern is a type, `order.*` for all of a kind, or `*`. */
export const matches = (pattern: string, type: string): boolean =>
  pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));

const missing = ({ scopes }: Pick<Actor, "scopes">, type: EventType): Scope | undefined =>
  type.scopes.find((scope) => !scopes.has(scope));

export const mayRead = (actor: Pick<Actor, "scopes">, type: string): boolean => {
  const known = eventCatalogue.get(type);
  // Types that only an older version declared need every read scope.
  const asked = known === undefined ? [...eventCatalogue.values()] : [known];
  return asked.every((each) => missing(actor, each) === undefined);
};

/**
 * The wanted types that this actor may read, by name; undefined when all are readable. Rejects a pattern of which
 * nothing may be read, so that no reader waits for events that never come.
 */
export function readableTypes(
  actor: Pick<Actor, "scopes">,
  wanted: readonly string[] | undefined,
): readonly string[] | undefined {
  const types = [...eventCatalogue.values()];
  for (const pattern of wanted ?? []) {
    const meant = types.filter(({ type }) => matches(pattern, type));
    const lacking = meant.map((type) => missing(actor, type));
    const [first] = lacking;
    if (first !== undefined && !lacking.includes(undefined)) throw forbidden(first);
  }
  const hidden = types.filter((type) => missing(actor, type) !== undefined);
  if (hidden.length === 0) return wanted;
  return types
    .filter((type) => !hidden.includes(type))
    .map(({ type }) => type)
    .filter((type) => (wanted ?? ["*"]).some((pattern) => matches(pattern, type)));
}

/** Subscribing an endpoint requires read access to all types that its patterns match. */
export function refuseUnreadable(actor: Pick<Actor, "scopes">, patterns: readonly string[]): void {
  if (!actor.scopes.has("events:read")) throw forbidden("events:read");
  for (const type of eventCatalogue.values()) {
    const lacking = missing(actor, type);
    if (lacking !== undefined && patterns.some((pattern) => matches(pattern, type.type))) throw forbidden(lacking);
  }
}
