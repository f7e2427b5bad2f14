import { XmlFault } from "#core/kernel/xml-parts.ts";
import type { ScopedElement } from "#core/kernel/xml.ts";
import { attributeOf, childOf, childrenOf, expanded, requiredAttribute, resolved, WSDL } from "./names.ts";
import type { Schemas } from "./read-schema.ts";
import { type ElementDecl, Unsupported } from "./schema.ts";

export type SoapVersion = "1.1" | "1.2";
const BINDINGS: Readonly<Record<SoapVersion, string>> = {
  "1.1": "http://schemas.xmlsoap.org/wsdl/soap/",
  "1.2": "http://schemas.xmlsoap.org/wsdl/soap12/",
};

/** A named question to a service, with the elements that go into the bodies of request and answer. */
export interface SoapOperation {
  readonly name: string;
  readonly action: string;
  readonly request: () => ElementDecl;
  readonly answer: () => ElementDecl;
}

export interface Service {
  readonly version: SoapVersion;
  /** As the WSDL has it. */
  readonly address: string;
  readonly operations: ReadonlyMap<string, SoapOperation>;
}

interface Definition {
  readonly node: ScopedElement;
  readonly target: string;
}

/** The documents of a WSDL: the one that was asked for, and what it imports. */
export class Definitions {
  readonly #known = new Map<string, Definition>();
  readonly #services: Definition[] = [];
  readonly #schemas: Schemas;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
  }

  add(definitions: ScopedElement): void {
    if (definitions.namespace !== WSDL || definitions.name !== "definitions")
      throw new XmlFault("This is not a WSDL 1.1 document.");
    const target = attributeOf(definitions, "targetNamespace") ?? "";
    for (const node of definitions.children.filter(({ namespace }) => namespace === WSDL)) {
      const name = attributeOf(node, "name");
      if (node.name === "service") this.#services.push({ node, target });
      else if (name !== undefined) this.#known.set(`${node.name} ${expanded(target, name)}`, { node, target });
    }
  }

  /** The first port over SOAP 1.1, or else over 1.2. */
  service(): Service {
    const service = this.#serviceOver("1.1") ?? this.#serviceOver("1.2");
    if (service === undefined) throw new Unsupported("The WSDL has no port over SOAP.");
    return service;
  }

  #serviceOver(version: SoapVersion): Service | undefined {
    const ports = this.#services.flatMap(({ node }) => childrenOf(node, WSDL, "port"));
    const port = ports.find((each) => childOf(each, BINDINGS[version], "address") !== undefined);
    const address = port === undefined ? undefined : childOf(port, BINDINGS[version], "address");
    if (port === undefined || address === undefined) return undefined;
    const binding = this.#find("binding", resolved(port, requiredAttribute(port, "binding")));
    const operations = this.#operations(binding, version);
    return { version, address: requiredAttribute(address, "location"), operations };
  }

  #find(kind: string, name: string): Definition {
    const found = this.#known.get(`${kind} ${name}`);
    if (found === undefined) throw new Unsupported(`The WSDL has no ${kind} ${name}.`);
    return found;
  }

  #operations({ node: binding }: Definition, version: SoapVersion): Map<string, SoapOperation> {
    const soap = BINDINGS[version];
    const portType = this.#find("portType", resolved(binding, requiredAttribute(binding, "type"))).node;
    const style = styleOf(childOf(binding, soap, "binding")) ?? "document";
    const operations = new Map<string, SoapOperation>();
    for (const bound of childrenOf(binding, WSDL, "operation")) {
      const name = requiredAttribute(bound, "name");
      const abstract = childrenOf(portType, WSDL, "operation").find((each) => attributeOf(each, "name") === name);
      if (abstract === undefined) throw new Unsupported(`The WSDL binds ${name} and does not define it.`);
      const detail = childOf(bound, soap, "operation");
      const side = (which: "input" | "output") => () =>
        this.#body({ bound, abstract, which, soap, style: styleOf(detail) ?? style });
      const action = (detail === undefined ? undefined : attributeOf(detail, "soapAction")) ?? "";
      operations.set(name, { name, action, request: side("input"), answer: side("output") });
    }
    return operations;
  }

  #body({ bound, abstract, which, soap, style }: Side): ElementDecl {
    const name = requiredAttribute(bound, "name");
    const said = childOf(abstract, WSDL, which);
    const binds = childOf(bound, WSDL, which);
    const body = binds === undefined ? undefined : childOf(binds, soap, "body");
    if (said === undefined || body === undefined) throw new Unsupported(`${name} has no ${which} in the WSDL.`);
    if (attributeOf(body, "use") === "encoded")
      throw new Unsupported(`${name} is encoded (RPC/encoded), which is not supported; literal is.`);
    const parts = partsOf(this.#find("message", resolved(said, requiredAttribute(said, "message"))).node, body);
    if (style === "rpc") return this.#rpc({ name, which, parts, namespace: attributeOf(body, "namespace") ?? "" });
    const [part, another] = parts;
    if (part === undefined || another !== undefined) throw new Unsupported(`${name} has not one part in its body.`);
    return this.#schemas.element(resolved(part, requiredAttribute(part, "element")));
  }

  /** RPC/literal: an element with the operation's name around one of each part (WSDL 1.1 §3.5). */
  #rpc({ name, which, parts, namespace }: Rpc): ElementDecl {
    const elements = parts.map((part): ElementDecl => {
      const type = resolved(part, requiredAttribute(part, "type"));
      const own = { name: requiredAttribute(part, "name"), namespace: "", min: 1, max: 1, nillable: false };
      return { ...own, type: () => this.#schemas.type(type) };
    });
    const type = { kind: "complex", elements, attributes: [], content: undefined } as const;
    const wrapper = which === "input" ? name : `${name}Response`;
    return { name: wrapper, namespace, min: 1, max: 1, nillable: false, type: () => type };
  }
}

interface Side {
  readonly bound: ScopedElement;
  readonly abstract: ScopedElement;
  readonly which: "input" | "output";
  readonly soap: string;
  readonly style: string;
}

interface Rpc {
  readonly name: string;
  readonly which: "input" | "output";
  readonly parts: readonly ScopedElement[];
  readonly namespace: string;
}

const styleOf = (element: ScopedElement | undefined): string | undefined =>
  element === undefined ? undefined : attributeOf(element, "style");

/** Those that the body names, or all. */
function partsOf(message: ScopedElement, body: ScopedElement): readonly ScopedElement[] {
  const named = attributeOf(body, "parts")?.split(/\s+/);
  const parts = childrenOf(message, WSDL, "part");
  return named === undefined ? parts : parts.filter((part) => named.includes(attributeOf(part, "name") ?? ""));
}
