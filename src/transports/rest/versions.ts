import { contradictoryVersions, HttpRefusal, unknownVersion } from "#transports/shared/http-refusal.ts";
import type { Dialect } from "./dialect.ts";

export const API_BASE = "/api";

/** The version of a request, and the rest of its URL. */
export interface Addressed {
  readonly dialect: Dialect;
  /** Below the version's base path. */
  readonly path: string;
  /** Without the leading `?` and the version parameter. */
  readonly query: string;
  /** False: the version was chosen by headers, by the query, or by default. */
  readonly inPath: boolean;
}

interface Asked {
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
}

/** Chooses by path first, then `API-Version`, `Accept` and `?version=`, which must agree; else the newest. */
export function versionChooser(dialects: readonly Dialect[], newest: Dialect): (asked: Asked) => Addressed {
  const byBase = new Map(dialects.map((dialect) => [dialect.base, dialect]));
  const named = (version: string) => dialects.find((dialect) => dialect.version === version.trim().replace(/^v/i, ""));
  const versions = dialects.map(({ version }) => version);

  function known(version: string): Dialect {
    const dialect = named(version);
    if (dialect === undefined) throw unknownVersion(version.slice(0, 40), versions);
    return dialect;
  }

  function accepted(accept: string | null): Dialect[] {
    const wanted = [...(accept ?? "").matchAll(/application\/vnd\.crossdock\.v([\w.-]{1,20})\+json/gi)];
    const found = wanted.map(([, version = ""]) => named(version)).filter((dialect) => dialect !== undefined);
    if (wanted.length > 0 && found.length === 0 && !/(application\/json|\*\/\*)/.test(accept ?? ""))
      throw new HttpRefusal(
        "request.not_acceptable",
        `Answers are application/json or ${dialects.map(({ mediaType }) => mediaType).join(" or ")}.`,
      );
    return found;
  }

  return ({ path, query, headers }) => {
    const [, , first = ""] = path.split("/", 3);
    const inPath = byBase.get(`${API_BASE}/${first}`);
    const header = headers.get("api-version");
    if (inPath !== undefined) {
      const other = header === null ? inPath : known(header);
      if (other !== inPath) throw contradictoryVersions([inPath.version, other.version]);
      return { dialect: inPath, path: path.slice(inPath.base.length), query, inPath: true };
    }
    if (/^v\d+$/.test(first)) throw unknownVersion(first.slice(0, 40), versions);
    const parameters = new URLSearchParams(query);
    const asked = parameters.getAll("version");
    parameters.delete("version");
    const chosen = new Set([
      ...(header === null ? [] : [known(header)]),
      ...asked.map(known),
      ...accepted(headers.get("accept")),
    ]);
    if (chosen.size > 1) throw contradictoryVersions([...chosen].map(({ version }) => version));
    const [dialect = newest] = chosen;
    const rest = asked.length === 0 ? query : parameters.toString();
    return { dialect, path: path.slice(API_BASE.length), query: rest, inPath: false };
  };
}
