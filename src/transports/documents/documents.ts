import { readFile } from "node:fs/promises";
import { printSchema } from "graphql";
import { operations } from "#core/catalogue.ts";
import { makeSchema } from "../graphql/schema/schema.ts";
import { protoDocuments } from "../grpc/schema/documents.ts";
import { routes } from "../rest/routes.ts";
import { soapDocuments } from "../soap/schema/documents.ts";
import { accessDocument } from "./access.ts";
import { asyncApiDocument } from "./asyncapi/document.ts";
import { openApiDocument } from "./openapi.ts";
import { parityDocument } from "./parity.ts";
import { postmanCollection } from "./postman.ts";
import { surfaces } from "./surfaces.ts";

const json = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** Every generated document, by its path from the root. */
export function madeDocuments(): ReadonlyMap<string, string> {
  const openApi = openApiDocument(routes);
  return new Map([
    ["docs/openapi.json", json(openApi)],
    ["docs/postman.json", json(postmanCollection(openApi))],
    ["docs/asyncapi.json", json(asyncApiDocument())],
    ["docs/access.md", accessDocument(operations)],
    ["docs/parity.md", parityDocument(operations, surfaces)],
    ...protoDocuments(),
    ...soapDocuments(),
    ["docs/schema.graphql", `${printSchema(makeSchema())}\n`],
  ]);
}

export const placeOf = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

/** The paths of outdated documents. */
export async function staleDocuments(): Promise<string[]> {
  const found = [...madeDocuments()].map(async ([path, text]) => {
    const kept = await readFile(placeOf(path), "utf8").catch(() => undefined);
    return kept === text ? [] : [path];
  });
  return (await Promise.all(found)).flat();
}
