import { isDeepStrictEqual } from "node:util";
import { eventCatalogue } from "../kernel/event.ts";
import { REDACTED, redacted } from "../kernel/redaction.ts";

export interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

type Facts = Readonly<Record<string, unknown>>;

/** Counts every change, and says nothing of it. */
const SILENT: ReadonlySet<string> = new Set(["version"]);

interface Told {
  readonly type: string;
  readonly data: unknown;
  /** What the events of this subject before it told, newest first. */
  readonly earlier: readonly { readonly type: string; readonly data: unknown }[];
}

/**
 * What an event changed, with the values before. An event that lists its changes says so itself; of the others the
 * facts are compared with those that the events of the same subject told last.
 */
export function changesOf({ type, data, earlier }: Told): Change[] {
  const told = factsOf(type, data);
  const { changes, before, ...facts } = told;
  if (Array.isArray(changes)) return changes.flatMap(listed);
  const past = [...(isFacts(before) ? [before] : []), ...earlier.map((each) => factsOf(each.type, each.data))];
  return Object.entries(facts)
    .filter(([field]) => !SILENT.has(field))
    .map(([field, after]) => ({ field, before: past.find((each) => field in each)?.[field] ?? null, after }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after ?? null) || change.after === REDACTED);
}

/** Types that no code of ours knows any more have no declaration: only what is no text is shown of them. */
function factsOf(type: string, data: unknown): Facts {
  const known = eventCatalogue.get(type);
  if (known !== undefined) {
    const shown = redacted(known.data, data);
    return isFacts(shown) ? shown : {};
  }
  if (!isFacts(data)) return {};
  return Object.fromEntries(
    Object.entries(data).map(([name, each]) => [
      name,
      typeof each === "number" || typeof each === "boolean" ? each : REDACTED,
    ]),
  );
}

const isFacts = (value: unknown): value is Facts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function listed(change: unknown): Change[] {
  if (!isFacts(change)) return [];
  const { field, from = null, to = null } = change;
  return typeof field === "string" ? [{ field, before: from, after: to }] : [];
}
