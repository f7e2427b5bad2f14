import type { IncomingMessage } from "node:http";
import { refuseStale } from "#auth/username-token.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import type { Knock } from "#transports/gateway/knock.ts";
import { readBody, readBodyOfStranger, STRANGERS_MS } from "#transports/shared/body.ts";
import { HttpRefusal, recordable, wrongHeader } from "#transports/shared/http-refusal.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { isPrivateLine } from "#transports/shared/private-line.ts";
import { readOfStranger } from "#transports/shared/stranger.ts";
import { envelope, type SoapAnswer } from "./fault.ts";
import { type Addressing, answerHeaders } from "./message/addressing.ts";
import { mediaTypeOf, SOAP11, SOAP12, type Version } from "./message/namespaces.ts";
import type { SentToken } from "./message/security.ts";
import { MESSAGE_BOUNDS, readRequest, type SoapRequest } from "./request.ts";
import { actionOf } from "./schema/wsdl.ts";

export interface CallDeps {
  readonly gateway: Gateway;
  readonly clock: () => Date;
  readonly trustProxyHops?: number | undefined;
  /** How long a body may take whose sender is not known before it. */
  readonly bodyWithinMs?: number | undefined;
}

export interface Exchange extends CallDeps {
  readonly request: Request;
  readonly incoming: IncomingMessage | undefined;
  readonly version: Version;
  readonly knock: Knock;
  /** Of the message, once it was read. */
  addressing: Addressing | undefined;
}

/** For the record of requests that are refused before their operation is known. */
const DOOR = { name: "soap.request", kind: "command" } as const;

/** Whom `Authorization` names is known before the body. A token in the envelope goes before it, both being proved. */
export async function answerCall(exchange: Exchange): Promise<SoapAnswer> {
  const { request, version, knock, gateway } = exchange;
  const known = knock.credential?.type === "bearer" ? await gateway.enter(knock) : undefined;
  known?.admit(DOOR);
  const { bodyWithinMs: withinMs = STRANGERS_MS } = exchange;
  const bodyOfStranger: typeof readBody = (body, incoming, bytes) =>
    readBodyOfStranger(body, incoming, { bytes, withinMs });
  const asked = await (known === undefined
    ? readOfStranger(gateway, { knock, door: DOOR }, () => read(exchange, bodyOfStranger))
    : read(exchange, readBody).catch((error: unknown) => known.reject(DOOR, error, recordable(error))));
  const { token, operation, input } = asked;
  const caller = await (token === undefined
    ? (known?.renewed() ?? gateway.enter(knock))
    : enterByToken(exchange, token, known));
  const idempotencyKey = caller.reading(DOOR, () => keyOf(asked, request.headers));
  const { output, replayed } = await operation.call(caller, input, { idempotencyKey });
  const header = answerHeaders(exchange.addressing, `${actionOf(operation.name)}Response`);
  const body = envelope(version, { header, body: asked.encode(output) });
  return { status: 200, headers: replayed === true ? { "idempotent-replayed": "true" } : {}, body };
}

function enterByToken(
  { request, incoming, knock, gateway, trustProxyHops = 0 }: Exchange,
  token: SentToken,
  known: Caller | undefined,
): Promise<Caller> {
  const isPrivate = isPrivateLine(request, incoming, trustProxyHops);
  const calls = known === undefined ? undefined : 0; // this request was counted already
  return gateway.enter({ ...knock, calls, credential: { ...token, isPrivate } });
}

async function read(exchange: Exchange, bodyOf: typeof readBody): Promise<SoapRequest> {
  const { request, incoming, version, clock } = exchange;
  refuseOtherType(request.headers);
  const bytes = await bodyOf(request, incoming, MESSAGE_BOUNDS.bytes);
  const onAddressing = (addressing: Addressing) => void (exchange.addressing = addressing);
  const asked = readRequest(bytes, { version, headers: request.headers, onAddressing });
  refuseStale(asked.stamp, clock().getTime());
  return asked;
}

const CHARSET = /;[ \t]*charset[ \t]*=[ \t]*"?([^";,\s]*)/i;

function refuseOtherType(headers: Headers): void {
  const type = mediaTypeOf(headers);
  const charset = CHARSET.exec(headers.get("content-type") ?? "")?.[1] ?? "utf-8";
  if ((type === SOAP11.mediaType || type === SOAP12.mediaType) && /^utf-?8$|^us-ascii$/i.test(charset)) return;
  const types = `${SOAP11.mediaType}, ${SOAP12.mediaType}`;
  throw new HttpRefusal("request.unsupported_media_type", `A message is sent as ${types} in UTF-8.`, {
    "accept-post": types,
  });
}

/** The message's own id; without one, the header that all transports over HTTP share. */
function keyOf({ messageId }: SoapRequest, headers: Headers): string | undefined {
  const key = idempotencyKeyFrom(headers.get("idempotency-key"));
  if (messageId === undefined || key === undefined || key === messageId) return messageId ?? key;
  throw wrongHeader("Idempotency-Key", "MessageID is the idempotency key, and another is sent beside it.");
}
