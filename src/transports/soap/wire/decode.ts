import { type Fault, inPointer } from "#core/kernel/errors.ts";
import type { XmlAttribute, XmlElement } from "#core/kernel/xml.ts";
import { type Composite, type Field, isComposite, NAMESPACE, type Simple } from "../schema/model.ts";

type Plain = Record<string, unknown>;

interface Reading {
  readonly faults: Fault[];
  readonly pointer: string;
}

/** Reads a message as the JSON that its operation takes; `faults` says where it is not what the schema has. */
export type Decode = (element: XmlElement) => { readonly value: Plain; readonly faults: readonly Fault[] };

/** A sequence is read in its order, and nothing is passed over: what is misspelt must not be lost. */
export function decoderOf(type: Composite): Decode {
  const read = compositeReader(type);
  return (element) => {
    const faults: Fault[] = [];
    return { value: read(element, { faults, pointer: "" }), faults };
  };
}

type Read<T> = (element: XmlElement, reading: Reading) => T;

interface FieldReader {
  readonly field: Field;
  readonly read: Read<unknown>;
}

function compositeReader({ fields }: Composite): Read<Plain> {
  const readers = fields.map((field): FieldReader => ({ field, read: valueReader(field.type) }));
  const names = new Set(fields.map(({ name }) => name));
  return (element, reading) => {
    checkAttributes(element, reading);
    if (!isBlank(element.text))
      reading.faults.push({ pointer: reading.pointer, detail: "Only elements are taken here." });
    const value: Plain = {};
    let at = 0;
    for (const { field, read } of readers) {
      const given = element.children.slice(at, at + countOf(field, element.children, at));
      at += given.length;
      const values = given.flatMap((child, index) => {
        const place = placed(reading, field, index);
        if (!isNil(child)) return [read(child, place)];
        if (field.isMany) place.faults.push({ pointer: place.pointer, detail: "A list has no element that is nil." });
        return [];
      });
      if (field.isMany) value[field.name] = values.length > 0 || field.isRequired ? values : undefined;
      else if (values.length > 0) value[field.name] = values[0];
    }
    const left = element.children[at];
    if (left !== undefined)
      reading.faults.push({ pointer: `${reading.pointer}/${inPointer(left.name)}`, detail: whyLeft(left, names) });
    return value;
  };
}

/** How many of the children from here on are this field. */
function countOf({ name, isMany }: Field, children: readonly XmlElement[], at: number): number {
  let count = 0;
  for (let child = children[at]; child?.name === name && child.namespace === NAMESPACE; child = children[at + count]) {
    count += 1;
    if (!isMany) return count;
  }
  return count;
}

const placed = ({ faults, pointer }: Reading, { name, isMany }: Field, index: number): Reading => ({
  faults,
  pointer: isMany ? `${pointer}/${name}/${index}` : `${pointer}/${name}`,
});

function whyLeft({ name, namespace }: XmlElement, names: ReadonlySet<string>): string {
  if (namespace !== NAMESPACE) return `Elements are in the namespace ${NAMESPACE}.`;
  return names.has(name)
    ? "This element is there twice, or not at its place in the order of the schema."
    : "This element is not known here.";
}

function valueReader(type: Field["type"]): Read<unknown> {
  if (isComposite(type)) {
    let read: Read<Plain> | undefined;
    return (element, reading) => (read ??= compositeReader(type))(element, reading);
  }
  const name = typeof type === "string" ? type : "token";
  const parse = PARSERS[name];
  return (element, reading) => {
    const { faults, pointer } = reading;
    checkAttributes(element, reading);
    if (element.children.length > 0) faults.push({ pointer, detail: "Only text is taken here." });
    const value = parse(element.text);
    if (value === undefined) faults.push({ pointer, detail: `This is no xs:${name}.` });
    return value;
  };
}

const LONG = /^[+-]?\d{1,19}$/;
const DECIMAL = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/** Undefined for what is not in the lexical space of the type (XML Schema, part 2). */
const PARSERS: Readonly<Record<Simple | "token", (text: string) => unknown>> = {
  string: (text) => text,
  token: (text) => trimmed(text),
  long: (text) => numberOf(trimmed(text), LONG),
  decimal: (text) => numberOf(trimmed(text), DECIMAL),
  boolean: (text) => BOOLEANS.get(trimmed(text)),
  dateTime: (text) => (DATE_TIME.test(trimmed(text)) ? trimmed(text) : undefined),
};

function numberOf(text: string, form: RegExp): number | undefined {
  const value = form.test(text) ? Number(text) : Number.NaN;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

const BLANKS = " \t\n\r";

/** Whitespace of XML, which is less than what `trim` takes off; a pattern would begin again at each blank within. */
export function trimmed(text: string): string {
  let [from, until] = [0, text.length];
  while (from < until && BLANKS.includes(text.charAt(from))) from += 1;
  while (until > from && BLANKS.includes(text.charAt(until - 1))) until -= 1;
  return text.slice(from, until);
}

export const isBlank = (text: string): boolean => /^[ \t\n\r]*$/.test(text);

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

/** Some clients name the type of what they send, and send null as an element without content. */
const isInstance = ({ namespace, name }: XmlAttribute) =>
  namespace === XSI && (name === "type" || name === "nil" || name === "schemaLocation");

/** `id` and `href` of SOAP's own encoding would join elements that stand apart. */
function checkAttributes({ attributes }: XmlElement, { faults, pointer }: Reading): void {
  const other = attributes.find((attribute) => !isInstance(attribute));
  if (other !== undefined)
    faults.push({ pointer, detail: `The attribute ${other.name.slice(0, 80)} is not taken here.` });
}

function isNil({ attributes, children, text }: XmlElement): boolean {
  const nil = attributes.find(({ namespace, name }) => namespace === XSI && name === "nil");
  return nil !== undefined && BOOLEANS.get(trimmed(nil.value)) === true && children.length === 0 && isBlank(text);
}
