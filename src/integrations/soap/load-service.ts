import { XmlFault } from "#core/kernel/xml-parts.ts";
import { parseXml, type XmlBounds, type ScopedElement } from "#core/kernel/xml.ts";
import type { HttpOut } from "../http-out/http-out.ts";
import { attributeOf, childrenOf, WSDL, XSD } from "./names.ts";
import { Schemas } from "./read-schema.ts";
import { Definitions, type Service } from "./wsdl.ts";

export interface Source {
  readonly url: string;
  readonly out: Pick<HttpOut, "fetchOut">;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const BOUNDS: XmlBounds = { bytes: 4_194_304, depth: 64, elements: 100_000, attributes: 64 };
const MOST_DOCUMENTS = 50;

/**
 * Reads a WSDL with everything that it imports. Imports are fetched from the WSDL's own origin only, so that a document
 * cannot make this process ask other hosts.
 */
export async function loadService(source: Source): Promise<Service> {
  const schemas = new Schemas();
  const definitions = new Definitions(schemas);
  const seen = new Set<string>();
  const waiting: Wanted[] = [{ url: source.url, target: undefined }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = `${next.url} ${next.target ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MOST_DOCUMENTS) throw new XmlFault(`A WSDL has ${MOST_DOCUMENTS} documents at most.`);
    const root = await fetchDocument(source, next.url);
    const found = root.namespace === XSD ? [root] : schemasIn(root);
    if (root.namespace !== XSD) definitions.add(root);
    for (const schema of found) schemas.add(schema, attributeOf(schema, "targetNamespace") ?? next.target ?? "");
    waiting.push(...importsOf(root, found, next));
  }
  return definitions.service();
}

interface Wanted {
  readonly url: string;
  /** Namespace of the schema that includes it. */
  readonly target: string | undefined;
}

const schemasIn = (root: ScopedElement): readonly ScopedElement[] =>
  childrenOf(root, WSDL, "types").flatMap((types) => childrenOf(types, XSD, "schema"));

function importsOf(root: ScopedElement, schemas: readonly ScopedElement[], { url, target }: Wanted): Wanted[] {
  const of = (place: string | undefined, from?: string): Wanted[] =>
    place === undefined ? [] : [{ url: placeOf(place, url), target: from }];
  return [
    ...childrenOf(root, WSDL, "import").flatMap((each) => of(attributeOf(each, "location"))),
    ...schemas.flatMap((schema) => [
      ...childrenOf(schema, XSD, "import").flatMap((each) => of(attributeOf(each, "schemaLocation"))),
      ...childrenOf(schema, XSD, "include").flatMap((each) =>
        of(attributeOf(each, "schemaLocation"), attributeOf(schema, "targetNamespace") ?? target),
      ),
    ]),
  ];
}

function placeOf(place: string, base: string): string {
  const url = URL.parse(place, base);
  if (url === null) throw new XmlFault("The WSDL imports what is not a URL.");
  if (url.origin !== new URL(base).origin)
    throw new XmlFault(`The WSDL imports from another server, ${url.host}, which is not asked.`);
  url.hash = "";
  return url.href;
}

async function fetchDocument({ out, headers, timeoutMs, signal }: Source, url: string): Promise<ScopedElement> {
  const { status, body, cut } = await out.fetchOut({
    url,
    headers: { accept: "text/xml, application/wsdl+xml, application/xml", ...headers },
    timeoutMs,
    maxBytes: BOUNDS.bytes,
    ...(signal && { signal }),
  });
  if (status !== 200) throw new XmlFault(`The WSDL's address answered ${status}.`);
  if (cut) throw new XmlFault("The WSDL arrived incomplete, or is too large.");
  return parseXml(body, BOUNDS);
}
