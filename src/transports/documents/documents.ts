import { readFile } from "node:fs/promises";
import { operations } from "#core/catalogue.ts";
import { routes } from "../rest/routes.ts";
import { asyncApiDocument } from "./asyncapi/document.ts";
import { openApiDocument } from "./openapi.ts";
import { parityDocument } from "./parity.ts";
import { postmanCollection } from "./postman.ts";
import { surfaces } from "./surfaces.ts";

const json = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** Every document in `docs/` that is made and not written, by its name there. */
export function madeDocuments(): ReadonlyMap<string, string> {
  const openApi = openApiDocument(routes);
  return new Map([
    ["openapi.json", json(openApi)],
    ["postman.json", json(postmanCollection(openApi))],
    ["asyncapi.json", json(asyncApiDocument())],
    ["parity.md", parityDocument(operations, surfaces)],
  ]);
}

export const placeOf = (name: string): URL => new URL(`../../../docs/${name}`, import.meta.url);

/** The names of those that are not what they would be if they were made now. */
export async function staleDocuments(): Promise<string[]> {
  const found = [...madeDocuments()].map(async ([name, text]) => {
    const kept = await readFile(placeOf(name), "utf8").catch(() => undefined);
    return kept === text ? [] : [name];
  });
  return (await Promise.all(found)).flat();
}
