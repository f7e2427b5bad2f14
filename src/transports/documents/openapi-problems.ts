import { invalidKey, invalidToken, unsupportedCredential } from "#auth/errors.ts";
import {
  type Failure,
  forbidden,
  internal,
  invalid,
  notFound,
  stale,
  timedOut,
  unauthenticated,
  unavailable,
} from "#core/kernel/errors.ts";
import { keyInProgress, keyReused } from "#core/runtime/event-log.ts";
import { quotaExceeded } from "#transports/gateway/limits.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import {
  contradictoryVersions,
  httpRefusals,
  ifMatchRequired,
  unknownName,
  unknownParameter,
  unknownVersion,
  unreadableBody,
  wrongHeader,
} from "#transports/shared/http-refusal.ts";
import type { Route } from "../rest/route.ts";
import { problemOf, toldOf } from "../shared/problem.ts";
import { commonHeaders, referenceTo } from "./openapi-parts.ts";
import type { Schema } from "./openapi-schemas.ts";
import { problemExamples } from "./problem-examples.ts";

const WHERE = {
  problemBase: "/problems",
  instance: "/api/v2/orders",
  requestId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
};

const exampleOf = (code: string): Schema => {
  const error = problemExamples.get(code);
  const value: unknown = JSON.parse(problemOf(error, WHERE).body ?? "{}");
  return { summary: code, value };
};

/** One example per problem, by its code. */
export const problemExampleParts: Record<string, Schema> = Object.fromEntries(
  [...problemExamples.keys()].toSorted().map((code) => [code, exampleOf(code)]),
);

const extraHeaders: Record<number, readonly string[]> = {
  401: ["WWW-Authenticate"],
  403: ["WWW-Authenticate"],
  409: ["Retry-After"],
  429: ["Retry-After"],
  503: ["Retry-After"],
};

const statusOf = (kind: string): number => Object.entries(errorTable).find(([name]) => name === kind)?.[1].http ?? 500;

const titles = new Map<number, string>([
  ...Object.values(errorTable).map(({ http, title }): [number, string] => [http, title]),
  ...Object.values(httpRefusals).map(({ status, title }): [number, string] => [status, title]),
]);

type StatusAndCode = readonly [status: number, code: string];

const named = (failures: readonly Failure[]): StatusAndCode[] =>
  failures.map(({ kind, code }) => [statusOf(kind), code]);

const refusal = (code: keyof typeof httpRefusals): StatusAndCode => [httpRefusals[code].status, code];

/** All credential errors: one response of several codes that every route shares. */
const CREDENTIALS: readonly Failure[] = [unauthenticated, invalidKey, invalidToken, unsupportedCredential];
const ofCredentials = new Set(CREDENTIALS.map(({ code }) => code));

const ALWAYS: readonly StatusAndCode[] = [
  ...named([invalid, unknownParameter, unknownVersion, contradictoryVersions]),
  ...named([...CREDENTIALS, forbidden, quotaExceeded, internal, unavailable, timedOut]),
  refusal("request.not_acceptable"),
  refusal("request.uri_too_long"),
];

function codesOf(route: Route): readonly StatusAndCode[] {
  const codes = [...ALWAYS, ...named(route.operation.failures)];
  if (route.pathFields.length > 0) codes.push(...named([notFound]));
  if (route.shaping.length > 0) codes.push(...named([unknownName]));
  if (route.operation.kind === "command") codes.push(...named([wrongHeader, keyInProgress, keyReused]));
  if (route.method !== "GET" && route.method !== "DELETE")
    codes.push(...named([unreadableBody]), refusal("request.too_large"), refusal("request.unsupported_media_type"));
  if (route.ifMatch !== "none" || isConditional(route)) codes.push(...named([stale, wrongHeader]));
  if (route.ifMatch === "required") codes.push(...named([ifMatchRequired]));
  return codes;
}

/** Reads support `If-Match` and `If-None-Match`. */
export const isConditional = ({ operation, hasVersion }: Route): boolean => operation.kind === "query" && hasVersion;

/** All errors of a route by status, each code with an example. */
export const problemsOf = (route: Route): Record<string, Schema> => problemResponses(codesOf(route));

/** The errors of paths outside of the route table. */
export const problemsOfFailures = (failures: readonly Failure[]): Record<string, Schema> =>
  problemResponses([...ALWAYS, ...named(failures)]);

function problemResponses(codes: readonly StatusAndCode[]): Record<string, Schema> {
  const byStatus = [...Map.groupBy(codes, ([status]) => status)].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(
    byStatus.map(([status, its]) => {
      const all = new Set(its.map(([, each]) => each));
      const [code = ""] = all;
      const isShared = all.size === 1 || [...all].every((each) => ofCredentials.has(each));
      return [String(status), isShared ? referenceTo("responses", code) : problemResponse(status, [...all])];
    }),
  );
}

function problemResponse(status: number, codes: readonly string[]): Schema {
  const names = [...commonHeaders, ...(extraHeaders[status] ?? [])];
  return {
    description: `${titles.get(status)}: ${codes.map((code) => `\`${code}\``).join(", ")}.`,
    headers: Object.fromEntries(names.map((name) => [name, referenceTo("headers", name)])),
    content: {
      "application/problem+json": {
        schema: referenceTo("schemas", "Problem"),
        examples: Object.fromEntries(codes.map((code) => [code, referenceTo("examples", code)])),
      },
    },
  };
}

/** Responses that routes share, by their first code. */
export const sharedProblems: Record<string, Schema> = Object.fromEntries(
  [...problemExamples].map(([code, error]) => [
    code,
    problemResponse(toldOf(error).status, code === unauthenticated.code ? [...ofCredentials] : [code]),
  ]),
);
