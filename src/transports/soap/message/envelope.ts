import type { XmlElement } from "#core/kernel/xml.ts";
import { isBlank, trimmed } from "../wire/decode.ts";
import { malformed, notUnderstood, versionMismatch } from "./failures.ts";
import { ADDRESSING, SECURITY, SOAP11, SOAP12, type Version } from "./namespaces.ts";

export interface Envelope {
  readonly version: Version;
  /** Headers for us that we know. */
  readonly headers: readonly XmlElement[];
  /** The only element of the body. */
  readonly payload: XmlElement;
}

/** The version of an envelope; undefined where it is none. */
export const versionOf = ({ name, namespace }: XmlElement): Version | undefined =>
  name === "Envelope" ? [SOAP11, SOAP12].find((each) => each.namespace === namespace) : undefined;

/** Takes an envelope apart. Throws for any part that is unknown, or there more than once. */
export function readEnvelope(root: XmlElement, sentAs: Version): Envelope {
  const version = versionOf(root);
  if (version === undefined || version !== sentAs) throw versionMismatch(sentAs.mediaType, sentAs.name);
  const parts = root.children.map((part) => part.namespace === version.namespace && part.name);
  const [header, body] = parts[0] === "Header" ? root.children : [undefined, root.children[0]];
  const expected = header === undefined ? ["Body"] : ["Header", "Body"];
  if (parts.length !== expected.length || expected.some((name, at) => parts[at] !== name) || body === undefined)
    throw malformed("An envelope holds at most one Header, then one Body, and nothing else.");
  refuseLoose(root);
  refuseLoose(body);
  const [payload, second] = body.children;
  if (payload === undefined || second !== undefined) throw malformed("A Body holds one element: the request.");
  return { version, payload, headers: header === undefined ? [] : headersOf(header, version) };
}

/** Text and attributes that nothing here asks for: `id` joins elements in SOAP's own encoding. */
function refuseLoose({ name, text, attributes }: XmlElement): void {
  if (!isBlank(text)) throw malformed(`Text stands loose in ${name}.`);
  const [attribute] = attributes;
  if (attribute !== undefined) throw malformed(`The attribute ${attribute.name.slice(0, 80)} is not taken in ${name}.`);
}

const KNOWN: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [SECURITY, new Set(["Security"])],
  [ADDRESSING, new Set(["MessageID", "Action", "To", "From", "ReplyTo", "FaultTo", "RelatesTo"])],
]);

function headersOf(header: XmlElement, version: Version): XmlElement[] {
  refuseLoose(header);
  const own = header.children.filter((each) =>
    version.ours.has(trimmed(attributeOf(each, version, version.role) ?? "")),
  );
  const unknown = own.find(
    (each) => mustUnderstand(each, version) && KNOWN.get(each.namespace)?.has(each.name) !== true,
  );
  if (unknown !== undefined) throw notUnderstood(unknown.namespace, unknown.name);
  return own.filter((each) => KNOWN.get(each.namespace)?.has(each.name) === true);
}

const attributeOf = ({ attributes }: XmlElement, version: Version, name: string): string | undefined =>
  attributes.find((each) => each.namespace === version.namespace && each.name === name)?.value;

function mustUnderstand(element: XmlElement, version: Version): boolean {
  const given = trimmed(attributeOf(element, version, "mustUnderstand") ?? "0");
  if (given === "1" || given === "true") return true;
  if (given === "0" || given === "false") return false;
  throw malformed("mustUnderstand is 1 or 0.");
}

/** The only header of this name; undefined without one. */
export function onlyHeader(headers: readonly XmlElement[], namespace: string, name: string): XmlElement | undefined {
  return only(headers, { namespace, name });
}

/** The only child of this name; undefined without one. */
export function only(elements: readonly XmlElement[], { namespace, name }: Pick<XmlElement, "namespace" | "name">) {
  const [first, second] = elements.filter((each) => each.namespace === namespace && each.name === name);
  if (second !== undefined) throw malformed(`There is more than one ${name}.`);
  return first;
}

/** The text of an element that holds nothing else. */
export function textOf({ name, children, text }: XmlElement): string {
  if (children.length > 0) throw malformed(`${name} holds text and nothing else.`);
  return trimmed(text);
}
