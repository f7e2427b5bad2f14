import { XmlFault } from "#core/kernel/xml-parts.ts";
import type { ScopedElement } from "#core/kernel/xml.ts";
import { childOf } from "./names.ts";
import type { SoapVersion } from "./wsdl.ts";

const ENVELOPES: Readonly<Record<SoapVersion, string>> = {
  "1.1": "http://schemas.xmlsoap.org/soap/envelope/",
  "1.2": "http://www.w3.org/2003/05/soap-envelope",
};

export const envelopeOf = (version: SoapVersion, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="${ENVELOPES[version]}"><e:Body>${body}</e:Body></e:Envelope>`;

export const contentHeaders = (version: SoapVersion, action: string): Record<string, string> =>
  version === "1.1"
    ? { "content-type": "text/xml; charset=utf-8", soapaction: `"${quotable(action)}"` }
    : { "content-type": `application/soap+xml; charset=utf-8; action="${quotable(action)}"` };

/** An action comes from the WSDL: it never ends its header. */
const quotable = (action: string): string => action.replaceAll(/[^\u0021-\u007E]|["\\]/g, "");

export interface Fault {
  /** Without its prefix. */
  readonly code: string;
  readonly message: string;
}

/** What a service declared as an error. Its message is safe to show. */
export class SoapFault extends Error {
  override readonly name = "SoapFault";
  /** Whose fault it is: of a `receiver`'s the same message may be sent again. */
  readonly by: "sender" | "receiver";
  readonly fault: Fault;
  constructor(by: SoapFault["by"], fault: Fault) {
    super(fault.message === "" ? `A fault, ${fault.code}.` : fault.message);
    this.by = by;
    this.fault = fault;
  }
}

/** The one element in the body. Throws a `SoapFault` for a fault, an `XmlFault` for what is no answer. */
export function answerIn(root: ScopedElement): ScopedElement {
  const version = root.namespace === ENVELOPES["1.1"] ? "1.1" : "1.2";
  const namespace = ENVELOPES[version];
  if (root.name !== "Envelope" || root.namespace !== namespace) throw new XmlFault("The answer is no SOAP envelope.");
  const bodies = root.children.filter((child) => child.name === "Body" && child.namespace === namespace);
  const [body, second] = bodies;
  if (body === undefined || second !== undefined) throw new XmlFault("The answer has not one body.");
  const [answer, another] = body.children;
  if (answer === undefined || another !== undefined) throw new XmlFault("The answer's body holds not one element.");
  if (answer.name === "Fault" && answer.namespace === namespace) throw faultOf(answer, version);
  return answer;
}

const LONGEST = 400;

function faultOf(fault: ScopedElement, version: SoapVersion): SoapFault {
  const namespace = ENVELOPES["1.2"];
  const at = (...path: readonly string[]) =>
    path.reduce<ScopedElement | undefined>(
      (node, name) => node && childOf(node, version === "1.1" ? "" : namespace, name),
      fault,
    );
  const [code, reason] =
    version === "1.1" ? [at("faultcode"), at("faultstring")] : [at("Code", "Value"), at("Reason", "Text")];
  const local = code?.text.trim().split(":").at(-1) ?? "";
  const isSender = /^(Client|Sender)(\.|$)/.test(local);
  const message = reason?.text.trim().slice(0, LONGEST) ?? "";
  return new SoapFault(isSender ? "sender" : "receiver", { code: local, message });
}
