import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { asHubError } from "#core/runtime/execute.ts";
import { type Charged, limitHeaders } from "#transports/gateway/limits.ts";
import { responseOf } from "#transports/shared/answer.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { HttpRefusal, httpRefusals } from "#transports/shared/http-refusal.ts";
import { STREAM_TYPE } from "../sse/wire.ts";
import { InvalidDocument } from "./documents/prepare.ts";
import type { Told } from "./engine.ts";
import { refusalsOf } from "./errors.ts";

export const JSON_TYPE = "application/json";
/** GraphQL over HTTP's own: its statuses say what became of the request. */
export const RESPONSE_TYPE = "application/graphql-response+json";

export const rateHeaders = (charged: Charged | undefined): Record<string, string> =>
  charged === undefined ? {} : limitHeaders(charged);

interface Refused {
  readonly request: Request;
  readonly requestId: string;
  readonly type: string;
  readonly headers: Record<string, string>;
  readonly charged: Charged | undefined;
}

/** What is refused before anything runs. A document at fault is answered 200 to who takes plain JSON, as the draft has it. */
export function refuse(thrown: unknown, { request, requestId, type, headers, charged }: Refused): Promise<Response> {
  const sent = { ...headers, ...rateHeaders(charged) };
  const shown = type === STREAM_TYPE ? RESPONSE_TYPE : type;
  if (thrown instanceof HttpRefusal) {
    const { status } = httpRefusals[thrown.code];
    const error = { message: thrown.message, extensions: { code: thrown.code, kind: "invalid", requestId } };
    return jsonOf({ errors: [error] }, { request, status, type: shown, headers: { ...sent, ...thrown.headers } });
  }
  const errors = refusalsOf(thrown, requestId);
  if (thrown instanceof GraphQLError || thrown instanceof InvalidDocument)
    return jsonOf({ errors }, { request, status: shown === JSON_TYPE ? 200 : 400, type: shown, headers: sent });
  const { kind, retryAfterS } = asHubError(thrown);
  if (retryAfterS !== undefined) sent["retry-after"] = String(retryAfterS);
  if (kind === "unauthenticated") sent["www-authenticate"] = `Bearer realm="crossdock"`;
  return jsonOf({ errors }, { request, status: errorTable[kind].http, type: shown, headers: sent });
}

interface Sent {
  readonly request: Request;
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, string>;
}

export function jsonOf(
  told: Told | { errors: readonly GraphQLFormattedError[] },
  { request, status, type, headers }: Sent,
) {
  const answered = { ...headers, "content-type": `${type}; charset=utf-8` };
  return responseOf({ status, headers: answered, body: JSON.stringify(told) }, request);
}
