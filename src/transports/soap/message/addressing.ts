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

/** Undefined for a message without it. `onRead` gets it before anything about it is refused but its own form. */
export function addressingOf(
  headers: readonly XmlElement[],
  onRead: (addressing: Addressing) => void,
): Addressing | undefined {
  if (!headers.some(({ namespace }) => namespace === ADDRESSING)) return undefined;
  const own = (name: string) => onlyHeader(headers, ADDRESSING, name);
  const [messageId, action] = [own("MessageID"), own("Action")];
  const read = {
    messageId: messageId === undefined ? undefined : idOf(messageId),
    action: action === undefined ? undefined : textOf(action),
  };
  onRead(read);
  for (const name of ["ReplyTo", "FaultTo"]) refuseElsewhere(own(name));
  return read;
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

/** The action of every fault (SOAP binding, §6). */
export const FAULT_ACTION = `${ADDRESSING}/soap/fault`;

/** The headers of an answer; none to a message without addressing. */
export function answerHeaders(addressing: Addressing | undefined, action: string): string {
  if (addressing === undefined) return "";
  const { messageId } = addressing;
  const relates = messageId === undefined ? "" : `<RelatesTo xmlns="${ADDRESSING}">${xmlText(messageId)}</RelatesTo>`;
  return `<Action xmlns="${ADDRESSING}">${xmlText(action)}</Action>${relates}`;
}
