import { unsupportedCredential } from "#auth/errors.ts";
import { type HubError, unauthenticated } from "#core/kernel/errors.ts";
import { asHubError } from "#core/runtime/execute.ts";
import { quotaExceeded } from "#transports/gateway/limits.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { HttpRefusal, httpRefusals } from "#transports/shared/http-refusal.ts";
import type { Answer } from "./answer.ts";

export interface Where {
  /** The page about a code is `${problemBase}/${code}`. */
  readonly problemBase: string;
  readonly instance: string;
  readonly requestId: string;
}

/** The parts of an error common to all API versions. Details of internal errors are hidden. */
export interface Told {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: Readonly<Record<string, unknown>>;
}

export const toldOf = (error: unknown): Told => (error instanceof HttpRefusal ? ofHttp(error) : ofHub(error));

/** The only registered type, with its member (draft-ietf-httpapi-ratelimit-headers-11 §6). */
const QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded";

/** Any failure as `application/problem+json` (RFC 9457). */
export function problemOf(error: unknown, where: Where): Answer {
  const { status, title, code, detail, headers, more } = toldOf(error);
  const problem = {
    type: code === quotaExceeded.code ? QUOTA_EXCEEDED : `${where.problemBase}/${code}`,
    title,
    status,
    detail,
    instance: where.instance,
    code,
    ...more,
    requestId: where.requestId,
  };
  return {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify(problem),
  };
}

function ofHttp({ code, message, headers }: HttpRefusal): Told {
  return { ...httpRefusals[code], code, detail: message, headers, more: {} };
}

/** RFC 6750 §3.1: a request without a token gets no error code. */
function challengeOf({ kind, code, details }: HubError): string | undefined {
  if (kind === "unauthenticated")
    return code === unauthenticated.code || code === unsupportedCredential.code
      ? `Bearer realm="crossdock"`
      : `Bearer realm="crossdock", error="invalid_token"`;
  if (kind !== "forbidden" || typeof details?.["scope"] !== "string") return undefined;
  return `Bearer realm="crossdock", error="insufficient_scope", scope="${details["scope"]}"`;
}

function ofHub(thrown: unknown): Told {
  const error = asHubError(thrown);
  const { kind, code, errors, details, retryAfterS } = error;
  const headers: Record<string, string> = {};
  if (retryAfterS !== undefined) headers["retry-after"] = String(retryAfterS);
  const challenge = challengeOf(error);
  if (challenge !== undefined) headers["www-authenticate"] = challenge;
  const violated = code === quotaExceeded.code ? { "violated-policies": [String(details?.["policy"])] } : {};
  const more = {
    ...violated,
    ...(errors.length > 0 ? { errors } : {}),
    ...(details === undefined ? {} : { details }),
  };
  const { http: status, title } = errorTable[kind];
  return { status, title, code, detail: error.message, headers, more };
}
