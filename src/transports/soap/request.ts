import type { Stamp } from "#auth/username-token.ts";
import { invalid } from "#core/kernel/errors.ts";
import { XmlFault } from "#core/kernel/xml-parts.ts";
import { parseXml, XML_BOUNDS } from "#core/kernel/xml.ts";
import { unreadableBody, wrongHeader } from "#transports/shared/http-refusal.ts";
import { type Addressing, addressingOf } from "./message/addressing.ts";
import { type Envelope, readEnvelope } from "./message/envelope.ts";
import { malformed } from "./message/failures.ts";
import type { Version } from "./message/namespaces.ts";
import { securityOf, type SentToken } from "./message/security.ts";
import { operations, type SoapOperation } from "./operations.ts";
import { service } from "./schema/described.ts";
import { NAMESPACE } from "./schema/model.ts";
import { actionOf } from "./schema/wsdl.ts";
import { type Decode, decoderOf } from "./wire/decode.ts";
import { type Encode, encoderOf } from "./wire/encode.ts";

/** Enough for an order of a thousand lines, and read in a few milliseconds. */
export const MESSAGE_BOUNDS = { ...XML_BOUNDS, bytes: 524_288, elements: 10_000, depth: 16, attributes: 16 };

interface Served {
  readonly operation: SoapOperation;
  readonly decode: Decode;
  readonly encode: Encode;
}

const served: ReadonlyMap<string, Served> = new Map(
  operations.flatMap((operation): [string, Served][] => {
    const shape = service.operations.find(({ name }) => name === operation.name);
    if (shape === undefined) return [];
    return [[shape.request.name, { operation, decode: decoderOf(shape.request), encode: encoderOf(shape.response) }]];
  }),
);

export interface SoapRequest extends Pick<Served, "operation" | "encode"> {
  readonly input: object;
  readonly token: SentToken | undefined;
  readonly stamp: Stamp;
  readonly messageId: string | undefined;
}

interface Arrived {
  readonly version: Version;
  readonly headers: Headers;
  /** Called once it is known, whatever is refused after it. */
  readonly onAddressing: (addressing: Addressing) => void;
}

/** From bytes to what is asked, all of it checked against the schema before anybody is authenticated. */
export function readRequest(bytes: Buffer, { version, headers, onAddressing }: Arrived): SoapRequest {
  const envelope = readEnvelope(treeOf(bytes), version);
  const { messageId, action } = addressingOf(envelope.headers, onAddressing) ?? {};
  const { operation, decode, encode } = servedBy(envelope);
  const actions = [["Action", action], ...httpActions(headers)] as const;
  for (const [place, given] of actions)
    if (given !== undefined && given !== "" && given !== actionOf(operation.name))
      throw wrongHeader(place, `${place} names another operation than the body, which is ${operation.name}.`);
  const { token, stamp } = securityOf(envelope.headers);
  const { value, faults } = decode(envelope.payload);
  if (faults.length > 0) throw invalid(faults.slice(0, 50));
  return { operation, encode, input: value, token, stamp, messageId };
}

function treeOf(bytes: Buffer) {
  try {
    return parseXml(bytes, MESSAGE_BOUNDS);
  } catch (error) {
    if (error instanceof XmlFault) throw unreadableBody(error.message, "");
    throw error;
  }
}

function servedBy({ payload }: Envelope): Served {
  const found = payload.namespace === NAMESPACE ? served.get(payload.name) : undefined;
  if (found !== undefined) return found;
  throw malformed(`The Body holds one of ${[...served.keys()].join(", ")} in the namespace ${NAMESPACE}.`);
}

const ACTION = /;[ \t]*action[ \t]*=[ \t]*(?:"([^"]*)"|([^;,\s"]+))/i;

function httpActions(headers: Headers): (readonly [place: string, action: string | undefined])[] {
  const header = headers
    .get("soapaction")
    ?.trim()
    .replace(/^"(.*)"$/, "$1");
  const [, quoted, bare] = ACTION.exec(headers.get("content-type") ?? "") ?? [];
  return [
    ["SOAPAction", header],
    ["action", quoted ?? bare],
  ];
}
