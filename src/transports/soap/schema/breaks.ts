import { parseXml, type XmlElement } from "#core/kernel/xml.ts";

/** What breaks clients of an earlier description; empty where they work on. */
export function breaksBetween(released: string, current: string): string[] {
  const [before, after] = [read(released), read(current)];
  return [
    ...missing("operation", before.operations, after.operations),
    ...missing("binding", before.bindings, after.bindings),
    ...missing("message", before.messages, after.messages),
    ...missing("port", before.ports, after.ports),
    ...(before.namespace === after.namespace ? [] : [`the target namespace is no longer ${before.namespace}`]),
    ...missing("element", before.elements, after.elements),
    ...[...before.types].flatMap(([name, type]) =>
      typeBreaks(name, type, { now: after.types.get(name), sent: after.sent }),
    ),
  ];
}

interface Read {
  readonly operations: ReadonlyMap<string, string>;
  /** Each as it begins, and each of its operations: an added operation is compatible. */
  readonly bindings: ReadonlyMap<string, string>;
  readonly messages: ReadonlyMap<string, string>;
  /** Without their addresses. */
  readonly ports: ReadonlyMap<string, string>;
  readonly namespace: string;
  readonly elements: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, readonly string[]>;
  /** Types that stand in responses. */
  readonly sent: ReadonlySet<string>;
}

const valueOf = ({ attributes }: XmlElement, name: string): string =>
  attributes.find((attribute) => attribute.name === name)?.value ?? "";

const within = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...within(child, name)]);

const attributesOf = (attributes: XmlElement["attributes"]): string =>
  attributes.map(({ name, value }) => `${name}=${value}`).join(" ");

const outline = ({ name, attributes, children }: XmlElement): string =>
  [name, attributesOf(attributes), ...children.map(outline)].join(" ");

function boundBy(name: string, binding: XmlElement): [name: string, shape: string][] {
  const parts = Map.groupBy(binding.children, (each) => each.name === "operation" && valueOf(each, "name") !== "");
  const head = { ...binding, children: parts.get(false) ?? [] };
  const operations = parts.get(true) ?? [];
  return [
    [name, outline(head)],
    ...operations.map((each): [string, string] => [`${name}.${valueOf(each, "name")}`, outline(each)]),
  ];
}

function read(text: string): Read {
  const root = parseXml(Buffer.from(text));
  const [schema] = within(root, "schema");
  const own = (parent: XmlElement | undefined, name: string) =>
    new Map(
      (parent?.children ?? []).filter((child) => child.name === name).map((child) => [valueOf(child, "name"), child]),
    );
  const outlines = (found: ReadonlyMap<string, XmlElement>) =>
    new Map([...found].map(([name, each]) => [name, outline(each)]));
  const composites = [...own(schema, "complexType")].map(
    ([name, type]) => [name, within(type, "element").map(fieldOf)] as const,
  );
  const words = [...own(schema, "simpleType")].map(
    ([name, type]) => [name, within(type, "enumeration").map((each) => valueOf(each, "value"))] as const,
  );
  const [portType] = within(root, "portType");
  const types = new Map<string, readonly string[]>([...composites, ...words]);
  return {
    operations: outlines(own(portType, "operation")),
    namespace: [root, ...within(root, "schema")].map((each) => valueOf(each, "targetNamespace")).join(" and "),
    bindings: new Map([...own(root, "binding")].flatMap(([name, binding]) => boundBy(name, binding))),
    messages: outlines(own(root, "message")),
    ports: new Map(
      [...own(root, "service")].flatMap(([name, each]) =>
        [...own(each, "port")].map(([port, { attributes }]) => [`${name}.${port}`, attributesOf(attributes)]),
      ),
    ),
    elements: outlines(own(schema, "element")),
    types,
    sent: reached(
      types,
      [...types.keys()].filter((name) => /Response$|Fault$/.test(name)),
    ),
  };
}

const fieldOf = (element: XmlElement): string =>
  ["name", "type", "minOccurs", "maxOccurs"].map((name) => valueOf(element, name)).join(" ");

function reached(types: Read["types"], roots: readonly string[]): Set<string> {
  const found = new Set(roots);
  for (const name of found)
    for (const field of types.get(name) ?? []) {
      const held = /^\S+ tns:(\S+)/.exec(field)?.[1];
      if (held !== undefined) found.add(held);
    }
  return found;
}

function missing(kind: string, before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([name, shape]) => {
    if (after.get(name) === shape) return [];
    return [`${kind} ${name} ${after.has(name) ? "has changed" : "is gone"}`];
  });
}

/** A response is as it was; a request has what it had, in its order, and what is new is optional and comes behind. */
function typeBreaks(
  name: string,
  before: readonly string[],
  { now, sent }: { now: readonly string[] | undefined; sent: ReadonlySet<string> },
): string[] {
  if (now === undefined) return [`type ${name} is gone`];
  const isWords = !before.some((field) => field.includes(" "));
  if (isWords) return before.filter((word) => !now.includes(word)).map((word) => `${name} has lost ${word}`);
  const changed = before
    .filter((field, at) => now[at] !== field)
    .map((field) => `${name}: ${field.split(" ")[0]} has moved or changed`);
  const added = now.slice(before.length).filter((field) => sent.has(name) || !/ 0 \S*$/.test(field));
  return [...changed, ...added.map((field) => `${name}: ${field.split(" ")[0]} is new`)];
}
