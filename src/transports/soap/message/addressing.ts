import { xmlText } from "#core/kernel/xml-parts.ts";
import type { XmlElement } from "#core/kernel/xml.ts";
import { idempotencyKeyFrom } from "#transports/shared/idempotency-key.ts";
import { only, onlyHeader, textOf } from "./envelope.ts";
import { malformed } from "./failures.ts";
import { ADDRESSING } from "./namespaces.ts";

const ANONYMOUS = new Set([`${ADDRESSING}/anonymous`, `${ADDRESSING}/none`]);

/** WS-Addressing 1.0, as much as counts here. */
export interface Addressing {
  readonly messageId: string | undefined;
  readonly action: string | undefined;
}

export function addressingOf(headers: readonly XmlElement[]): Addressing {
  const own = (name: string) => onlyHeader(headers, ADDRESSING, name);
  for (const name of ["ReplyTo", "FaultTo"]) refuseElsewhere(own(name));
  const [messageId, action] = [own("MessageID"), own("Action")];
  return {
    messageId: messageId === undefined ? undefined : idOf(messageId),
    action: action === undefined ? undefined : textOf(action),
  };
}

/** Answers go back on the connection that asked. */
function refuseElsewhere(endpoint: XmlElement | undefined): void {
  if (endpoint === undefined) return;
  const address = only(endpoint.children, { namespace: ADDRESSING, name: "Address" });
  if (address === undefined || !ANONYMOUS.has(textOf(address)))
    throw malformed(`${endpoint.name} is ${ADDRESSING}/anonymous: answers are not sent elsewhere.`);
}

/** It is the idempotency key, in the form that all transports share. */
function idOf(element: XmlElement): string {
  const id = textOf(element);
  try {
    return idempotencyKeyFrom(id) ?? id;
  } catch {
    throw malformed("A MessageID is 1 to 255 visible ASCII characters.");
  }
}

/** The headers of an answer; none without a MessageID. */
export const relatesTo = (messageId: string | undefined): string =>
  messageId === undefined ? "" : `<RelatesTo xmlns="${ADDRESSING}">${xmlText(messageId)}</RelatesTo>`;
