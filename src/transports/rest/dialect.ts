import type { Answer } from "#transports/shared/answer.ts";
import type { Where } from "../shared/problem.ts";
import type { Route } from "./route.ts";

/** The differences between API versions; the rest is the same for all. */
export interface Dialect {
  /** `2` of `/api/v2`. */
  readonly version: string;
  readonly base: string;
  /** The vendor's media type; every version responds with `application/json` too. */
  readonly mediaType: string;
  readonly routes: readonly Route[];
  readonly failed: (error: unknown, where: Where) => Answer;
  /** For a deprecated version. */
  readonly ending?: Ending;
}

export interface Ending {
  readonly deprecatedAt: Date;
  /** From then on every call is answered with 410. */
  readonly sunset: Date;
  /** Base URL of the successor. */
  readonly successor: string;
}

export const mediaTypesOf = ({ mediaType }: Dialect): readonly [string, string] => ["application/json", mediaType];

/** `Deprecation` (RFC 9745), `Sunset` (RFC 8594), and links to the documentation and the successor. */
export function endingHeaders(
  { deprecatedAt, sunset, successor }: Ending,
  problemBase: string,
): Record<string, string> {
  const about = `<${problemBase}/version.gone>`;
  return {
    deprecation: `@${Math.floor(deprecatedAt.getTime() / 1000)}`,
    sunset: sunset.toUTCString(),
    link: [
      `${about}; rel="deprecation"; type="text/html"`,
      `${about}; rel="sunset"; type="text/html"`,
      `<${successor}>; rel="successor-version"`,
    ].join(", "),
  };
}
