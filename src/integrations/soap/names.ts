import { XmlFault } from "#core/kernel/xml-parts.ts";
import type { ScopedElement, XmlElement } from "#core/kernel/xml.ts";

export const XSD = "http://www.w3.org/2001/XMLSchema";
export const XSI = "http://www.w3.org/2001/XMLSchema-instance";
export const WSDL = "http://schemas.xmlsoap.org/wsdl/";

/** A name with its namespace in one string, `{namespace}name`. */
export const expanded = (namespace: string, name: string): string => `{${namespace}}${name}`;

export const attributeOf = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((attribute) => attribute.namespace === "" && attribute.name === name)?.value;

export function requiredAttribute(element: XmlElement, name: string): string {
  const value = attributeOf(element, name);
  if (value === undefined) throw new XmlFault(`<${element.name}> has no ${name}.`);
  return value;
}

/** What a prefixed name in an attribute stands for. */
export function resolved({ scope }: ScopedElement, text: string): string {
  const [prefix = "", name] = text.includes(":") ? text.trim().split(":", 2) : ["", text.trim()];
  const namespace = scope.find(prefix);
  if (namespace === undefined || name === undefined) throw new XmlFault(`The name ${text.slice(0, 80)} is not known.`);
  return expanded(namespace, name);
}

export const childrenOf = (element: ScopedElement, namespace: string, name: string): readonly ScopedElement[] =>
  element.children.filter((child) => child.namespace === namespace && child.name === name);

export const childOf = (element: ScopedElement, namespace: string, name: string): ScopedElement | undefined =>
  childrenOf(element, namespace, name)[0];
