import type { Route } from "../rest/route.ts";
import { type Schema, isSchema } from "./openapi-schemas.ts";

/** `orders.place` in the form that generators expect. */
export const operationIdOf = (id: string): string =>
  id.replace(/[._-](\w)/g, (_match, letter: string) => letter.toUpperCase());

/** Links from a response: read the created resource, get the next page, and call its actions. */
export function linksOf(
  route: Route,
  status: number,
  { body, table }: { body: Schema; table: readonly Route[] },
): Schema {
  const properties = isSchema(body["properties"]) ? body["properties"] : {};
  const links: Record<string, Schema> = {};
  const cursor = ["after", "cursor"].find((name) => route.query.has(name));
  if (cursor !== undefined && "nextCursor" in properties) links["next"] = nextPage(route, cursor);
  if ("id" in properties && status < 300 && isOwn(route))
    Object.assign(links, ofThing(collectionOf(route), { properties, table }));
  return links;
}

const collectionOf = ({ path }: Route): string => path.replace(/\/\{\w+\}$/, "");

/** The body is the resource at `/things/{id}`, not the result of its actions. */
const isOwn = ({ path, method }: Route): boolean =>
  method === "POST" ? !path.includes("{") : method !== "DELETE" && /^\/[^{]+\/\{\w+\}$/.test(path);

const nextPage = ({ id, path }: Route, cursor: string): Schema => ({
  operationId: operationIdOf(id),
  description: "The next page, while `nextCursor` is not null.",
  parameters: {
    ...Object.fromEntries(pathNamesOf(path).map((name) => [name, `$request.path.${name}`])),
    [cursor]: "$response.body#/nextCursor",
  },
});

/** A path parameter is the resource's field of that name, such as a channel's `code`; else its id. */
function ofThing(
  collection: string,
  { properties, table }: { properties: Schema; table: readonly Route[] },
): Record<string, Schema> {
  const below = table.filter(({ path }) => path.startsWith(`${collection}/{`) && pathNamesOf(path).length === 1);
  return Object.fromEntries(
    below.map(({ id, path, operation }) => {
      const [name = "id"] = pathNamesOf(path);
      const parameters = { [name]: `$response.body#/${name in properties ? name : "id"}` };
      return [operationIdOf(id), { operationId: operationIdOf(id), description: operation.summary, parameters }];
    }),
  );
}

const pathNamesOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
