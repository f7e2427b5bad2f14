import { XmlFault } from "#core/kernel/xml-parts.ts";
import type { XmlElement } from "#core/kernel/xml.ts";
import { XSI } from "./names.ts";
import type { ComplexType, ElementDecl, SchemaType } from "./schema.ts";
import { valueOf } from "./values.ts";

/**
 * The value of an element by its schema: lists are always arrays, numbers are numbers, attributes have `@` before their
 * name. Elements that the schema does not know are passed over; ones that it requires are required.
 */
export function decode(decl: ElementDecl, element: XmlElement): unknown {
  if (element.name !== decl.name || element.namespace !== decl.namespace)
    throw new XmlFault(`The answer has <${element.name}> in the place of <${decl.name}>.`);
  const isNil = element.attributes.some(
    ({ name, namespace, value }) => namespace === XSI && name === "nil" && /^(true|1)$/.test(value),
  );
  return isNil ? null : contentOf(decl.type(), element);
}

function contentOf(type: SchemaType, element: XmlElement): unknown {
  if (type.kind === "complex") return fieldsOf(type, element);
  if (element.children.length > 0) {
    if (type.base !== "anyType") throw new XmlFault(`<${element.name}> of the answer holds elements.`);
    return Object.fromEntries(element.children.map((child) => [child.name, contentOf(type, child)]));
  }
  return simpleOf(element.text, type.base, element.name);
}

function fieldsOf(type: ComplexType, element: XmlElement): unknown {
  const attributes = type.attributes.flatMap(({ name, namespace, type: typeOf }) => {
    const found = element.attributes.find((each) => each.name === name && each.namespace === namespace);
    return found === undefined ? [] : [[`@${name}`, simpleOf(found.value, typeOf().base, name)] as const];
  });
  const text =
    type.content === undefined ? [] : [["$", simpleOf(element.text, type.content.base, element.name)] as const];
  const children = type.elements.flatMap((decl) => {
    const found = element.children.filter(({ name, namespace }) => name === decl.name && namespace === decl.namespace);
    if (found.length < decl.min) throw new XmlFault(`<${element.name}> of the answer has no <${decl.name}>.`);
    if (found.length > decl.max) throw new XmlFault(`<${decl.name}> of the answer is there twice.`);
    if (decl.max > 1) return [[decl.name, found.map((each) => decode(decl, each))] as const];
    return found.map((each) => [decl.name, decode(decl, each)] as const);
  });
  return Object.fromEntries([...attributes, ...text, ...children]);
}

function simpleOf(text: string, base: string, name: string): string | number | boolean {
  const value = valueOf(text, base);
  if (value === undefined) throw new XmlFault(`<${name}> of the answer is no ${base}.`);
  return value;
}
