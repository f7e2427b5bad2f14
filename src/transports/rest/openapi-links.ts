import { type Schema, isSchema } from "./openapi-schemas.ts";
import type { Route } from "./route.ts";

/** `orders.place` as generators like it. */
export const operationIdOf = (id: string): string =>
  id.replace(/[._-](\w)/g, (_match, letter: string) => letter.toUpperCase());

/** What can follow an answer: reading what was made, going on in a list, and what is done to the thing itself. */
export function linksOf(
  route: Route,
  status: number,
  { body, table }: { body: Schema; table: readonly Route[] },
): Schema {
  const properties = isSchema(body["properties"]) ? body["properties"] : {};
  const links: Record<string, Schema> = {};
  if (route.method === "GET" && "nextCursor" in properties) links["next"] = nextPage(route);
  if ("id" in properties && status < 300 && isOwn(route)) Object.assign(links, ofThing(collectionOf(route), table));
  return links;
}

const collectionOf = ({ path }: Route): string => path.replace(/\/\{\w+\}$/, "");

/** The body is the thing at `/things/{id}`, not what is done below it. */
const isOwn = ({ path, method }: Route): boolean =>
  method === "POST" ? !path.includes("{") : method !== "DELETE" && /^\/[^{]+\/\{\w+\}$/.test(path);

const nextPage = ({ id, query, path }: Route): Schema => ({
  operationId: operationIdOf(id),
  description: "The next page, while `nextCursor` is not null.",
  parameters: {
    ...Object.fromEntries(pathNamesOf(path).map((name) => [name, `$request.path.${name}`])),
    [query.has("after") ? "after" : "cursor"]: "$response.body#/nextCursor",
  },
});

function ofThing(collection: string, table: readonly Route[]): Record<string, Schema> {
  const below = table.filter(({ path }) => path.startsWith(`${collection}/{`) && pathNamesOf(path).length === 1);
  return Object.fromEntries(
    below.map(({ id, path, operation }) => {
      const [name = "id"] = pathNamesOf(path);
      const parameters = { [name]: "$response.body#/id" };
      return [operationIdOf(id), { operationId: operationIdOf(id), description: operation.summary, parameters }];
    }),
  );
}

const pathNamesOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
