import { HubError, invalid, isHubError } from "#core/kernel/errors.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import { unknownParameter } from "#transports/shared/http-refusal.ts";
import { nearestName } from "#transports/shared/nearest.ts";

/** The request as the input of `events.watch`. */
export interface Wanted {
  readonly input: Readonly<Record<string, unknown>>;
  /** The position to resume from; undefined: from now on. An invalid one results in a reset. */
  readonly after: string | undefined;
}

const LISTS: Readonly<Record<string, string>> = { types: "types", channel: "channels" };
const NAMES = ["types", "channel", "subject", "after", "lastEventId"];

/** `Last-Event-ID` takes precedence: a reconnecting client repeats its original URL. */
export function wantedOf({ url, headers }: Request): Wanted {
  const parameters = new URL(url).searchParams;
  const names = [...new Set(parameters.keys())];
  const unknown = names.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0)
    throw unknownParameter(
      unknown.slice(0, 10).map((name) => ({ name: name.slice(0, 80), nearest: nearestName(name, NAMES) })),
    );
  const single = names.filter((name) => LISTS[name] === undefined && parameters.getAll(name).length > 1);
  if (single.length > 0)
    throw invalid(single.map((name) => ({ pointer: `/${name}`, detail: "This parameter is given more than once." })));
  const lists = Object.entries(LISTS).flatMap(([name, field]) => {
    const values = parameters.getAll(name).flatMap((value) => value.split(","));
    return values.length === 0 ? [] : [[field, values]];
  });
  const subjectId = parameters.get("subject");
  const given = [headers.get("last-event-id"), parameters.get("lastEventId"), parameters.get("after")];
  const after = given.find((id) => id !== null && id !== "") ?? undefined;
  if (after !== undefined && !isStorableText(after))
    throw invalid([{ pointer: "/after", detail: "Control characters are not allowed." }]);
  return { input: { ...Object.fromEntries(lists), ...(subjectId === null ? {} : { subjectId }) }, after };
}

const PUBLIC: Readonly<Record<string, string>> = { channels: "channel", subjectId: "subject" };

/** Errors point to parameters by their public names. */
export function asSeenOutside(error: unknown): unknown {
  if (!isHubError(error) || error.kind !== "invalid") return error;
  const errors = error.errors.map((fault) => {
    const [, field = "", ...within] = fault.pointer?.split("/") ?? [];
    return { ...fault, pointer: ["", PUBLIC[field] ?? field, ...within].join("/") };
  });
  return new HubError({ kind: error.kind, code: error.code, message: error.message, errors });
}
