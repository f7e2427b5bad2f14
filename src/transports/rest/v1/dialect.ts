import type { Answer } from "#transports/shared/answer.ts";
import { toldOf } from "../../shared/problem.ts";
import type { Dialect } from "../dialect.ts";
import { routes } from "./routes.ts";

/** The release date of v2. */
const DEPRECATED_AT = new Date("2026-11-22T00:00:00Z");

/** REST v1, deprecated: the same operations, with page numbers and simple errors. */
export const v1 = (sunset: Date): Dialect => ({
  version: "1",
  base: "/api/v1",
  mediaType: "application/vnd.crossdock.v1+json",
  routes,
  failed,
  ending: { deprecatedAt: DEPRECATED_AT, sunset, successor: "/api/v2" },
});

function failed(error: unknown): Answer {
  const { status, code, detail, headers } = toldOf(error);
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify({ error: { code, message: detail } }),
  };
}
