import { xmlText } from "#core/kernel/xml-parts.ts";
import type { Service } from "./described.ts";
import { type Composite, type Field, NAMESPACE, type Words } from "./model.ts";
import { typesWithin } from "./types.ts";

/** The schema of all messages, as lines. */
export function schemaLines({ operations, fault }: Service): string[] {
  const roots = [...operations.flatMap(({ request, response }) => [request, response]), fault];
  const elements = roots.map(({ name }) => `<xs:element name="${name}" type="tns:${name}"/>`);
  return block(
    `xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${NAMESPACE}" targetNamespace="${NAMESPACE}" elementFormDefault="qualified"`,
    [...elements, ...typesWithin(roots).flatMap(typeLines)],
  );
}

/** An element around lines. */
export function block(tag: string, lines: readonly string[]): string[] {
  const [name] = tag.split(" ");
  return lines.length === 0 ? [`<${tag}/>`] : [`<${tag}>`, ...lines.map((line) => `  ${line}`), `</${name}>`];
}

const documented = (text: string | undefined): string[] =>
  text === undefined
    ? []
    : ["<xs:annotation>", `  <xs:documentation>${xmlText(text)}</xs:documentation>`, "</xs:annotation>"];

function typeLines(type: Words | Composite): string[] {
  if (type.kind === "composite") {
    const sequence = block("xs:sequence", type.fields.flatMap(fieldLines));
    return block(`xs:complexType name="${type.name}"`, [...documented(type.documentation), ...sequence]);
  }
  const values = type.values.map((value) => `<xs:enumeration value="${xmlText(value)}"/>`);
  return block(`xs:simpleType name="${type.name}"`, block('xs:restriction base="xs:string"', values));
}

function fieldLines({ name, type, isMany, isRequired, documentation }: Field): string[] {
  const typed = typeof type === "string" ? `xs:${type}` : `tns:${type.name}`;
  const least = isMany || !isRequired ? ' minOccurs="0"' : "";
  const most = isMany ? ' maxOccurs="unbounded"' : "";
  return block(`xs:element name="${name}" type="${typed}"${least}${most}`, documented(documentation));
}
