import type { HubError, Kind } from "#core/kernel/errors.ts";
import { XML_NAMESPACE, xmlText } from "#core/kernel/xml-parts.ts";
import { asHubError } from "#core/runtime/execute.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { HttpRefusal } from "#transports/shared/http-refusal.ts";
import { toldOf } from "#transports/shared/problem.ts";
import { type Addressing, answerHeaders, FAULT_ACTION } from "./message/addressing.ts";
import { notUnderstood, versionMismatch } from "./message/failures.ts";
import type { Version } from "./message/namespaces.ts";
import { service } from "./schema/described.ts";
import { NAMESPACE } from "./schema/model.ts";
import { encoderOf } from "./wire/encode.ts";

export interface SoapAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Blame = "Sender" | "Receiver" | "MustUnderstand" | "VersionMismatch";

const writeDetail = encoderOf(service.fault);
const MOST_FAULTS = 50;

interface Answered {
  readonly version: Version;
  readonly requestId: string;
  /** As far as it was read. */
  readonly addressing: Addressing | undefined;
}

/** Any failure as a fault, with the detail that the WSDL declares; nothing of it that is ours alone. */
export function faultOf(thrown: unknown, { version, requestId, addressing }: Answered): SoapAnswer {
  const { status, code, detail: message, headers } = toldOf(thrown);
  const refusal = thrown instanceof HttpRefusal ? undefined : asHubError(thrown);
  const kind = refusal?.kind ?? "invalid";
  const blame = blameOf(code, kind);
  const errors = refusal === undefined ? [] : errorsOf(refusal);
  const told = { blame, code, message, detail: writeDetail({ kind, code, message, requestId, errors }) };
  const explanation = refusal !== undefined && version.name === "1.2" ? explanationOf(refusal) : "";
  const header = answerHeaders(addressing, FAULT_ACTION) + explanation;
  return {
    status: refusal === undefined ? status : statusOf(version, blame),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "www-authenticate")),
    body: envelope(version, { header, body: version.name === "1.1" ? fault11(told) : fault12(told) }),
  };
}

/**
 * SOAP 1.1 has 500 for every fault (§6.2), 1.2 has 400 for those of the sender (part 2, §7.5.2.2). Common stacks read
 * no fault behind 401 or 429, so a refused call is no other status.
 */
const statusOf = ({ name }: Version, blame: Blame): number => (name === "1.2" && blame === "Sender" ? 400 : 500);

function blameOf(code: string, kind: Kind): Blame {
  if (code === notUnderstood.code) return "MustUnderstand";
  return code === versionMismatch.code ? "VersionMismatch" : errorTable[kind].soap;
}

interface Parts {
  readonly header?: string;
  readonly body: string;
}

export function envelope({ namespace }: Version, { header = "", body }: Parts): string {
  const headers = header === "" ? "" : `<s:Header>${header}</s:Header>`;
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${namespace}">${headers}<s:Body>${body}</s:Body></s:Envelope>`;
}

interface Told {
  readonly blame: Blame;
  readonly code: string;
  readonly message: string;
  readonly detail: string;
}

/** People often see this line only. */
const reasonOf = ({ code, message }: Told): string => xmlText(`${code}: ${message}`.slice(0, 1000));

const IN_SOAP11: Readonly<Record<Blame, string>> = {
  Sender: "Client",
  Receiver: "Server",
  MustUnderstand: "MustUnderstand",
  VersionMismatch: "VersionMismatch",
};

function fault11(told: Told): string {
  const reason = `<faultstring xml:lang="en">${reasonOf(told)}</faultstring>`;
  return `<s:Fault><faultcode>s:${IN_SOAP11[told.blame]}</faultcode>${reason}<detail>${told.detail}</detail></s:Fault>`;
}

function fault12(told: Told): string {
  const subcode = `<s:Subcode><s:Value xmlns:x="${NAMESPACE}">x:${told.code}</s:Value></s:Subcode>`;
  const code = `<s:Code><s:Value>s:${told.blame}</s:Value>${subcode}</s:Code>`;
  const reason = `<s:Reason><s:Text xml:lang="en">${reasonOf(told)}</s:Text></s:Reason>`;
  return `<s:Fault>${code}${reason}<s:Detail>${told.detail}</s:Detail></s:Fault>`;
}

/** Which header was not understood (SOAP 1.2, part 1, §5.4.8). */
function explanationOf({ code, details }: HubError): string {
  if (code !== notUnderstood.code) return "";
  const { namespace, name } = Object(details);
  const [uri, local] = [String(namespace), xmlText(String(name))];
  if (uri === "") return `<s:NotUnderstood qname="${local}"/>`; // no prefix stands for no namespace
  if (uri === XML_NAMESPACE) return `<s:NotUnderstood qname="xml:${local}"/>`; // nor is this one bound to another
  return `<s:NotUnderstood xmlns:x="${xmlText(uri)}" qname="x:${local}"/>`;
}

interface Shown {
  readonly pointer?: string | undefined;
  readonly detail: string;
  readonly figures: readonly { readonly name: string; readonly value: string }[];
}

/** Each fault with its figures; figures of the whole refusal stand in one more, without a place. */
function errorsOf({ errors, details = {}, message }: HubError): Shown[] {
  const own = errors.slice(0, MOST_FAULTS).map(({ pointer, detail, ...figures }): Shown => ({
    pointer,
    detail,
    figures: figuresOf(figures),
  }));
  const whole = figuresOf(details);
  return whole.length === 0 ? own : [...own, { detail: message, figures: whole }];
}

const figuresOf = (figures: Readonly<Record<string, unknown>>) =>
  Object.entries(figures)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => ({ name, value: String(value).slice(0, 1000) }));
