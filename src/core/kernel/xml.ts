import { isUtf8 } from "node:buffer";
import { decodedText, type Name, Scope, splitName, XML_NAMESPACE, XmlFault } from "./xml-parts.ts";

export interface XmlAttribute {
  readonly name: string;
  /** Empty: without a namespace. */
  readonly namespace: string;
  readonly value: string;
}

export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Its own character data, without that of its children. */
  readonly text: string;
}

/** An element that knows the prefixes in force, for names in its attributes. */
export interface ScopedElement extends XmlElement {
  readonly children: readonly ScopedElement[];
  readonly scope: Pick<Scope, "find">;
}

/** Where reading stops. */
export interface XmlBounds {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  /** Of one element, with its namespace declarations. */
  readonly attributes: number;
}

export const XML_BOUNDS: XmlBounds = { bytes: 1_048_576, depth: 32, elements: 20_000, attributes: 32 };

/**
 * Reads XML 1.0 with namespaces, in UTF-8, within bounds (docs/decisions/0010-soap.md). What messages between
 * machines do not need is refused: document types, and with them entities; processing instructions; XML within CDATA.
 */
export function parseXml(bytes: Buffer, bounds: XmlBounds = XML_BOUNDS): ScopedElement {
  if (bytes.length > bounds.bytes) throw new XmlFault(`XML has ${bounds.bytes} bytes at most.`);
  if (!isUtf8(bytes)) throw new XmlFault("XML is sent in UTF-8.");
  const text = bytes.toString("utf8", startsWithMark(bytes) ? 3 : 0);
  if (FORBIDDEN.test(text)) throw new XmlFault("XML holds no control characters but tabs and line ends.");
  return new Reader(text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text, bounds).read();
}

const startsWithMark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

/** Within valid UTF-8, all that `Char` of XML 1.0 leaves out. */
// oxlint-disable-next-line no-control-regex -- these are what is refused
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

const DECLARATION =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;
const UTF8 = /^utf-?8$|^us-ascii$/i;
const BLANK = /^[ \t\n]*$/;
const HIDDEN_XML = /^[ \t\n]*<\?xml/i;
/** What cannot end a name ends it here; whether it is one is looked at once for each. */
const END_TAG = /<\/([^ \t\n<>/="'&]+)[ \t\n]*>/y;
const START_TAG = /<([^ \t\n<>/="'&]+)/y;
const ATTRIBUTE = /[ \t\n]+([^ \t\n<>/="'&]+)[ \t\n]*=[ \t\n]*(?:"([^<"]*)"|'([^<']*)')/y;
const TAG_END = /[ \t\n]*(\/?)>/y;

interface Open extends XmlElement {
  readonly attributes: XmlAttribute[];
  readonly children: Open[];
  text: string;
  readonly tag: string;
  readonly scope: Scope;
}

interface Given {
  readonly name: string;
  readonly value: string;
}

class Reader {
  readonly #text: string;
  readonly #bounds: XmlBounds;
  readonly #open: Open[] = [];
  readonly #names = new Map<string, Name>();
  #at = 0;
  #root: Open | undefined;
  #elements = 0;

  constructor(text: string, bounds: XmlBounds) {
    this.#text = text;
    this.#bounds = bounds;
  }

  read(): ScopedElement {
    this.#readDeclaration();
    for (let next = this.#find("<"); next !== -1; next = this.#find("<")) {
      this.#addText(next);
      this.#readMarkup(this.#text.charAt(next + 1));
    }
    this.#addText(this.#text.length);
    const [unclosed] = this.#open;
    if (unclosed !== undefined) throw this.#malformed(`<${unclosed.tag}> is not closed`);
    if (this.#root === undefined) throw this.#malformed("there is no element");
    return this.#root;
  }

  #readDeclaration(): void {
    if (!/^<\?xml[ \t\n]/.test(this.#text)) return;
    const declared = DECLARATION.exec(this.#text);
    if (declared === null) throw this.#malformed("the XML declaration is not valid");
    const [all, version = declared[2], encoding = declared[4] ?? "utf-8"] = [declared[0], declared[1], declared[3]];
    if (version !== "1.0") throw new XmlFault("XML is sent in version 1.0.");
    if (!UTF8.test(encoding)) throw new XmlFault("XML is sent in UTF-8.");
    this.#at = all.length;
  }

  #readMarkup(mark: string): void {
    if (mark === "/") this.#end();
    else if (mark === "?") throw new XmlFault("Processing instructions are not allowed.");
    else if (mark !== "!") this.#begin();
    else if (this.#text.startsWith("<!--", this.#at)) this.#skipComment();
    else if (this.#text.startsWith("<![CDATA[", this.#at)) this.#addData();
    else throw new XmlFault("A document type is not allowed.");
  }

  #begin(): void {
    const tag = this.#match(START_TAG)?.[1];
    if (tag === undefined) throw this.#malformed("a tag has no valid name");
    this.#count();
    const given = this.#readAttributes();
    const end = this.#match(TAG_END);
    if (end === undefined) throw this.#malformed(`the tag <${tag.slice(0, 80)}> is not valid`);
    const parent = this.#open.at(-1);
    const scope = given.length === 0 && parent !== undefined ? parent.scope : this.#scopeOf(given, parent?.scope);
    const { prefix, name } = this.#split(tag);
    const namespace = this.#resolve(scope, prefix);
    const attributes = given.length === 0 ? [] : this.#attributesOf(given, scope);
    const element: Open = { name, namespace, attributes, children: [], text: "", tag, scope };
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === undefined) this.#root = element;
    else throw this.#malformed("there is a second element at the top");
    if (end[1] === "") this.#open.push(element);
  }

  #count(): void {
    const { elements, depth } = this.#bounds;
    this.#elements += 1;
    if (this.#elements > elements) throw new XmlFault(`XML has ${elements} elements at most.`);
    if (this.#open.length >= depth) throw new XmlFault(`XML is nested ${depth} levels deep at most.`);
  }

  #readAttributes(): Given[] {
    const given: Given[] = [];
    for (let found = this.#match(ATTRIBUTE); found !== undefined; found = this.#match(ATTRIBUTE)) {
      const [, name = "", value = found[3] ?? ""] = found;
      const { attributes } = this.#bounds;
      if (given.length >= attributes) throw new XmlFault(`An element has ${attributes} attributes at most.`);
      given.push({ name, value: this.#decoded(value.replace(/[\t\n]/g, " ")) });
    }
    return given;
  }

  #scopeOf(given: readonly Given[], outer: Scope | undefined): Scope {
    const scope = new Scope(outer);
    const names = new Set<string>();
    for (const { name, value } of given) {
      if (names.has(name)) throw this.#malformed(`the attribute ${name.slice(0, 80)} is there twice`);
      names.add(name);
      const fault = scope.declare(this.#split(name), value);
      if (fault !== undefined) throw this.#malformed(fault);
    }
    return scope;
  }

  #attributesOf(given: readonly Given[], scope: Scope): XmlAttribute[] {
    const names = new Set<string>();
    return given.flatMap(({ name: full, value }) => {
      const { prefix, name } = this.#split(full);
      if (full === "xmlns" || prefix === "xmlns") return [];
      const namespace = prefix === "" ? "" : this.#resolve(scope, prefix);
      const expanded = `{${namespace}}${name}`;
      if (names.has(expanded)) throw this.#malformed(`the attribute ${name.slice(0, 80)} is there twice`);
      names.add(expanded);
      return [{ name, namespace, value }];
    });
  }

  #split(full: string): Name {
    const known = this.#names.get(full);
    if (known !== undefined) return known;
    const split = splitName(full);
    if (split === undefined) throw this.#malformed("a name is not valid");
    this.#names.set(full, split);
    return split;
  }

  #resolve(scope: Scope, prefix: string): string {
    if (prefix === "xml") return XML_NAMESPACE;
    const namespace = prefix === "xmlns" ? undefined : scope.find(prefix);
    if (namespace === undefined) throw this.#malformed(`the prefix ${prefix.slice(0, 80)} stands for no namespace`);
    return namespace;
  }

  #end(): void {
    const open = this.#open.pop();
    const tag = this.#match(END_TAG)?.[1];
    if (open === undefined || tag !== open.tag) throw this.#malformed("an end tag has no start tag");
  }

  #skipComment(): void {
    const end = this.#text.indexOf("--", this.#at + 4);
    if (end === -1 || this.#text.charAt(end + 2) !== ">") throw this.#malformed("a comment is not valid");
    this.#at = end + 3;
  }

  #addData(): void {
    const start = this.#at + "<![CDATA[".length;
    const end = this.#text.indexOf("]]>", start);
    const element = this.#open.at(-1);
    if (end === -1 || element === undefined) throw this.#malformed("a CDATA section is not valid");
    const data = this.#text.slice(start, end);
    if (HIDDEN_XML.test(data)) throw new XmlFault("XML within CDATA is not allowed.");
    element.text += data;
    this.#at = end + 3;
  }

  #addText(end: number): void {
    if (end === this.#at) return;
    const data = this.#text.slice(this.#at, end);
    const element = this.#open.at(-1);
    if (element === undefined && !BLANK.test(data)) throw this.#malformed("there is text outside of the element");
    if (data.includes("]]>")) throw this.#malformed("text holds ]]>");
    if (element !== undefined) element.text += this.#decoded(data);
    this.#at = end;
  }

  #decoded(data: string): string {
    const text = decodedText(data);
    if (text === undefined) throw this.#malformed("an entity or a character reference is not valid");
    return text;
  }

  #find(mark: string): number {
    return this.#text.indexOf(mark, this.#at);
  }

  /** What matches here, and goes on behind it. */
  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #malformed(reason: string): XmlFault {
    const line = this.#text.slice(0, this.#at).split("\n").length;
    return new XmlFault(`This is not well-formed XML: ${reason} (line ${line}).`);
  }
}
