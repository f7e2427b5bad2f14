import type { ScopedElement } from "#core/kernel/xml.ts";
import { attributeOf, childOf, expanded, requiredAttribute, resolved, XSD } from "./names.ts";
import {
  type AttributeDecl,
  type ComplexType,
  type ElementDecl,
  type SchemaType,
  type SimpleType,
  Unsupported,
} from "./schema.ts";

interface Source {
  readonly node: ScopedElement;
  readonly schema: ScopedElement;
  readonly target: string;
}

type Kind = "element" | "type" | "group" | "attributeGroup" | "attribute";
const KINDS: Readonly<Record<string, Kind>> = {
  element: "element",
  complexType: "type",
  simpleType: "type",
  group: "group",
  attributeGroup: "attributeGroup",
  attribute: "attribute",
};

const simple = (base: string): SimpleType => ({ kind: "simple", base });
const isSchema = ({ namespace }: ScopedElement) => namespace === XSD;
const MOST_BASES = 50;

/** The global declarations of a set of schemas (XML Schema 1.0), as far as document/literal services use them. */
export class Schemas {
  readonly #known = new Map<string, Source>();
  readonly #types = new Map<ScopedElement, SchemaType>();

  /** `target`: of an included schema without a namespace of its own, that of the including one. */
  add(schema: ScopedElement, target = attributeOf(schema, "targetNamespace") ?? ""): void {
    for (const node of schema.children.filter(isSchema)) {
      const kind = KINDS[node.name];
      const name = attributeOf(node, "name");
      if (kind === undefined || name === undefined) continue;
      this.#known.set(`${kind} ${expanded(target, name)}`, { node, schema, target });
    }
  }

  element(name: string): ElementDecl {
    const source = this.#find("element", name);
    return this.#elementOf(source, { ...source, isGlobal: true });
  }

  type(name: string): SchemaType {
    if (name.startsWith(`{${XSD}}`)) return simple(name.slice(XSD.length + 2));
    const { node, schema, target } = this.#find("type", name);
    return this.#typeOf({ node, schema, target });
  }

  #find(kind: Kind, name: string): Source {
    const found = this.#known.get(`${kind} ${name}`);
    if (found === undefined) throw new Unsupported(`The schema has no ${kind} ${name}.`);
    return found;
  }

  #elementOf(
    { node, schema, target }: Source,
    {
      isGlobal = false,
      repeats = 1,
      optional = false,
    }: { isGlobal?: boolean; repeats?: number; optional?: boolean } = {},
  ): ElementDecl {
    const ref = attributeOf(node, "ref");
    const bounds = { ...occurs(node), ...(optional && { min: 0 }) };
    const max = Math.max(bounds.max, repeats);
    if (ref !== undefined) return { ...this.element(resolved(node, ref)), ...bounds, max };
    const form = attributeOf(node, "form") ?? attributeOf(schema, "elementFormDefault") ?? "unqualified";
    return {
      name: requiredAttribute(node, "name"),
      namespace: isGlobal || form === "qualified" ? target : "",
      ...(isGlobal ? { min: 1, max: 1 } : { ...bounds, max }),
      nillable: attributeOf(node, "nillable") === "true",
      type: () => this.#typeWithin({ node, schema, target }),
    };
  }

  /** Of an element or attribute: named, or declared within it. */
  #typeWithin({ node, schema, target }: Source): SchemaType {
    const name = attributeOf(node, "type");
    if (name !== undefined) return this.type(resolved(node, name));
    const own = childOf(node, XSD, "complexType") ?? childOf(node, XSD, "simpleType");
    return own === undefined ? simple("anyType") : this.#typeOf({ node: own, schema, target });
  }

  #typeOf(source: Source): SchemaType {
    const known = this.#types.get(source.node);
    if (known !== undefined) return known;
    const made = source.node.name === "simpleType" ? this.#simpleOf(source) : this.#complexOf(source);
    this.#types.set(source.node, made);
    return made;
  }

  #simpleOf({ node, schema, target }: Source, depth = 0): SimpleType {
    if (depth > MOST_BASES) throw new Unsupported("A simple type is derived from itself.");
    const restriction = childOf(node, XSD, "restriction");
    if (restriction === undefined) return simple("string"); // lists and unions are sent as text
    const name = attributeOf(restriction, "base");
    const own = childOf(restriction, XSD, "simpleType");
    if (name === undefined) return own === undefined ? simple("string") : this.#simpleOf({ node: own, schema, target });
    const base = resolved(restriction, name);
    if (base.startsWith(`{${XSD}}`)) return simple(base.slice(XSD.length + 2));
    return this.#simpleOf(this.#find("type", base), depth + 1);
  }

  #complexOf({ node, schema, target }: Source, depth = 0): ComplexType {
    if (depth > MOST_BASES) throw new Unsupported("A complex type is derived from itself.");
    const derived = (childOf(node, XSD, "complexContent") ?? childOf(node, XSD, "simpleContent"))?.children.find(
      isSchema,
    );
    const body = { node: derived ?? node, schema, target };
    const own = { elements: this.#particles(body), attributes: this.#attributes(body) };
    const name = derived === undefined ? undefined : attributeOf(derived, "base");
    if (derived === undefined || name === undefined) return { kind: "complex", ...own, content: undefined };
    const base = this.#baseOf(resolved(derived, name), depth);
    if (base.kind === "simple") return { kind: "complex", ...own, content: base };
    const isExtension = derived.name === "extension";
    return {
      kind: "complex",
      elements: isExtension ? [...base.elements, ...own.elements] : own.elements,
      attributes: [...base.attributes, ...own.attributes],
      content: base.content,
    };
  }

  #baseOf(name: string, depth: number): SchemaType {
    if (name === expanded(XSD, "anyType")) return { kind: "complex", elements: [], attributes: [], content: undefined };
    if (name.startsWith(`{${XSD}}`)) return this.type(name);
    const source = this.#find("type", name);
    return source.node.name === "simpleType" ? this.#simpleOf(source) : this.#complexOf(source, depth + 1);
  }

  #particles({ node, schema, target }: Source, within: { repeats?: number; optional?: boolean } = {}): ElementDecl[] {
    return node.children.filter(isSchema).flatMap((child) => this.#particle({ node: child, schema, target }, within));
  }

  #particle(
    source: Source,
    { repeats = 1, optional = false }: { repeats?: number; optional?: boolean },
  ): ElementDecl[] {
    const { node } = source;
    if (node.name === "element") return [this.#elementOf(source, { repeats, optional })];
    const { min, max } = occurs(node);
    const within = { repeats: Math.max(repeats, max), optional: optional || min === 0 || node.name === "choice" };
    if (node.name === "group")
      return this.#particles(this.#find("group", resolved(node, requiredAttribute(node, "ref"))), within);
    if (node.name !== "sequence" && node.name !== "all" && node.name !== "choice") return [];
    const inner = this.#particles(source, within);
    if (max > 1 && inner.length > 1)
      throw new Unsupported("The schema repeats a group of several elements, which is not supported.");
    return inner;
  }

  #attributes({ node, schema, target }: Source): AttributeDecl[] {
    return node.children.filter(isSchema).flatMap((child): AttributeDecl[] => {
      const ref = attributeOf(child, "ref");
      if (child.name === "attributeGroup" && ref !== undefined)
        return this.#attributes(this.#find("attributeGroup", resolved(child, ref)));
      if (child.name !== "attribute" || attributeOf(child, "use") === "prohibited") return [];
      const required = attributeOf(child, "use") === "required";
      const source =
        ref === undefined ? { node: child, schema, target } : this.#find("attribute", resolved(child, ref));
      const form = attributeOf(child, "form") ?? attributeOf(schema, "attributeFormDefault") ?? "unqualified";
      return [
        {
          name: requiredAttribute(source.node, "name"),
          namespace: ref !== undefined || form === "qualified" ? source.target : "",
          required,
          type: () => simpleOnly(this.#typeWithin(source)),
        },
      ];
    });
  }
}

function simpleOnly(type: SchemaType): SimpleType {
  if (type.kind === "complex") throw new Unsupported("An attribute has a complex type.");
  return type;
}

function occurs(node: ScopedElement): { min: number; max: number } {
  const most = attributeOf(node, "maxOccurs") ?? "1";
  return {
    min: Number(attributeOf(node, "minOccurs") ?? "1"),
    max: most === "unbounded" ? Number.POSITIVE_INFINITY : Number(most),
  };
}
