import { xmlText } from "#core/kernel/xml-parts.ts";
import { XSI } from "./names.ts";
import type { AttributeDecl, ComplexType, ElementDecl, SimpleType } from "./schema.ts";
import { textOf } from "./values.ts";

/** A message that does not fit the WSDL. Its message is safe to show: it names fields, never values. */
export class WrongMessage extends Error {}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * An element as its schema has it: children in the schema's order and namespaces, whatever the order of the value's
 * fields. Attributes are fields with `@` before their name; `$` is the text of a type with attributes. Null and absent
 * fields are left out where the schema allows it.
 */
export function encode(decl: ElementDecl, value: unknown, path = decl.name): string {
  const type = decl.type();
  const start = `<${decl.name} xmlns="${xmlText(decl.namespace)}"`;
  if (value === null || value === undefined) {
    if (!decl.nillable) throw new WrongMessage(`${path} is required by the WSDL.`);
    return `${start} xmlns:xsi="${XSI}" xsi:nil="true"/>`;
  }
  if (type.kind === "simple") return `${start}>${simpleText(type, value, path)}</${decl.name}>`;
  if (!isObject(value)) {
    if (type.content === undefined) throw new WrongMessage(`${path} has fields of its own in the WSDL.`);
    return encode(decl, { $: value }, path);
  }
  refuseUnknown(type, value, path);
  const attributes = type.attributes.map((attribute) => attributeText(attribute, value[`@${attribute.name}`], path));
  const text = type.content === undefined ? "" : simpleText(type.content, value["$"], path);
  const children = type.elements.map((child) => encodeChild(child, value[child.name], `${path}/${child.name}`));
  return `${start}${attributes.join("")}>${text}${children.join("")}</${decl.name}>`;
}

function encodeChild(child: ElementDecl, value: unknown, path: string): string {
  const values = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  if (values.length > child.max) throw new WrongMessage(`${path} is there ${child.max} times at most in the WSDL.`);
  if (values.length === 0 && child.min > 0 && child.nillable) return encode(child, null, path);
  if (values.length < child.min) throw new WrongMessage(`${path} is required by the WSDL.`);
  return values.map((each) => encode(child, each, path)).join("");
}

function simpleText({ base }: SimpleType, value: unknown, path: string): string {
  const text = textOf(value, base);
  if (text === undefined) throw new WrongMessage(`${path} is no ${base}.`);
  return xmlText(text);
}

function attributeText({ name, namespace, required, type }: AttributeDecl, value: unknown, path: string): string {
  if (value === undefined || value === null) {
    if (required) throw new WrongMessage(`${path}/@${name} is required by the WSDL.`);
    return "";
  }
  const text = simpleText(type(), value, `${path}/@${name}`);
  return namespace === "" ? ` ${name}="${text}"` : ` xmlns:a="${xmlText(namespace)}" a:${name}="${text}"`;
}

/** A misspelt field would be left out in silence otherwise. */
function refuseUnknown({ elements, attributes, content }: ComplexType, value: object, path: string): void {
  const known = new Set([...elements.map(({ name }) => name), ...attributes.map(({ name }) => `@${name}`)]);
  if (content !== undefined) known.add("$");
  const unknown = Object.keys(value).find((field) => !known.has(field));
  if (unknown !== undefined) throw new WrongMessage(`The WSDL has no ${path}/${unknown}.`);
}
