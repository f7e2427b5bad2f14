/** Why a text was refused. Its message is safe to show. */
export class XmlFault extends Error {}

export const XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
export const XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";

const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const WORD = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;

const NAME = new RegExp(`^(?:(${WORD}):)?(${WORD})$`, "u");

export interface Name {
  readonly prefix: string;
  readonly name: string;
}

/** The parts of a QName (Namespaces in XML 1.0 §4); undefined when it is none. */
export function splitName(full: string): Name | undefined {
  const [, prefix = "", name] = NAME.exec(full) ?? [];
  return name === undefined ? undefined : { prefix, name };
}

/** The prefixes in force: its own, then those of the elements around it. */
export class Scope {
  readonly #outer: Scope | undefined;
  #own: Map<string, string> | undefined;

  constructor(outer: Scope | undefined) {
    this.#outer = outer;
  }

  /** Takes an attribute that declares a namespace; a text says what is wrong with it. */
  declare({ prefix, name }: Name, namespace: string): string | undefined {
    const isDefault = prefix === "" && name === "xmlns";
    if (!isDefault && prefix !== "xmlns") return undefined;
    const declared = isDefault ? "" : name;
    if (declared === "xml" && namespace === XML_NAMESPACE) return undefined;
    if (declared === "xml" || declared === "xmlns") return `the prefix ${declared} cannot be declared`;
    if (namespace === XML_NAMESPACE || namespace === XMLNS_NAMESPACE) return "a namespace of XML's own is declared";
    if (namespace === "" && declared !== "") return "a prefix is declared without a namespace";
    this.#own ??= new Map();
    this.#own.set(declared, namespace);
    return undefined;
  }

  /** Without a declaration the empty prefix stands for no namespace. */
  find(prefix: string): string | undefined {
    const found = this.#own?.get(prefix) ?? this.#outer?.find(prefix);
    return found ?? (prefix === "" ? "" : undefined);
  }
}

const WRONG_REFERENCE = /&(?!(?:#x[0-9a-fA-F]{1,8}|#[0-9]{1,8}|amp|lt|gt|quot|apos);)/;
const REFERENCE = /&([^;]+);/g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** With its references replaced; undefined when one of them is not valid. */
export function decodedText(text: string): string | undefined {
  if (!text.includes("&")) return text;
  if (WRONG_REFERENCE.test(text)) return undefined;
  let isValid = true;
  const decoded = text.replace(REFERENCE, (_, name: string) => {
    const entity = ENTITIES.get(name);
    if (entity !== undefined) return entity;
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    isValid &&= isChar(code);
    return isChar(code) ? String.fromCodePoint(code) : "";
  });
  return isValid ? decoded : undefined;
}

/** `Char` of XML 1.0. */
const isChar = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

/** Characters that XML 1.0 cannot hold, not even escaped; and lone surrogates. */
const UNSENDABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const MARKUP = /[&<>"\r]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** Text as it stands in an element or in a quoted attribute; what XML cannot hold becomes U+FFFD. */
export const xmlText = (text: string): string =>
  text.replace(UNSENDABLE, "\uFFFD").replace(MARKUP, (mark) => ESCAPES[mark] ?? mark);
