import { isSchema, type Schema } from "./openapi-schemas.ts";

/** A Postman collection (format 2.1.0) of the document: a folder per tag, every request with its example. */
export function postmanCollection(document: Schema): Schema {
  const operations = Object.entries(membersOf(document["paths"])).flatMap(([path, item]) =>
    Object.entries(membersOf(item)).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = Array.isArray(document["tags"]) ? document["tags"].filter(isSchema) : [];
  return {
    info: {
      name: "Crossdock REST API",
      description: "Set the variables baseUrl and apiKey. Generated from the OpenAPI document (npm run postman).",
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    auth: { type: "bearer", bearer: [{ key: "token", value: "{{apiKey}}", type: "string" }] },
    variable: [
      { key: "baseUrl", value: "http://localhost:3000/api/v2" },
      { key: "apiKey", value: "" },
    ],
    item: tags.map(({ name, description }) => ({
      name,
      description,
      item: operations
        .filter(({ operation }) => Array.isArray(operation["tags"]) && operation["tags"].includes(name))
        .map((each) => requestOf(each, document)),
    })),
  };
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly operation: Schema;
}

function requestOf({ path, method, operation }: Operation, document: Schema): Schema {
  const parameters = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
  const known = parameters.map((parameter: unknown) => behind(parameter, document));
  const body = exampleOf(operation["requestBody"], document);
  const inside = (place: string) => known.filter((parameter) => parameter["in"] === place);
  const named = (parameter: Schema) => ({ key: parameter["name"], value: textOf(parameter["example"]) });
  return {
    name: operation["summary"],
    request: {
      method: method.toUpperCase(),
      description: operation["description"],
      header: [
        ...(body === undefined ? [] : [{ key: "Content-Type", value: "application/json" }]),
        ...inside("header").map((parameter) => ({ ...named(parameter), disabled: parameter["required"] !== true })),
      ],
      ...(body === undefined ? {} : { body: { mode: "raw", raw: JSON.stringify(body, null, 2) } }),
      url: {
        raw: `{{baseUrl}}${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
        host: ["{{baseUrl}}"],
        path: path
          .slice(1)
          .replaceAll(/\{(\w+)\}/g, ":$1")
          .split("/"),
        query: inside("query").map((parameter) => ({ ...named(parameter), disabled: parameter["required"] !== true })),
        variable: inside("path").map(named),
      },
    },
  };
}

function exampleOf(body: unknown, document: Schema): unknown {
  if (!isSchema(body)) return undefined;
  const media = membersOf(body["content"])["application/json"] ?? {};
  const [shared] = Object.values(membersOf(media["examples"]));
  return shared === undefined ? media["example"] : behind(shared, document)["value"];
}

/** The target of a reference. */
function behind(node: unknown, document: Schema): Schema {
  if (!isSchema(node)) return {};
  if (typeof node["$ref"] !== "string") return node;
  const steps = node["$ref"].slice(2).split("/");
  const found = steps.reduce<unknown>((at, name) => (isSchema(at) ? at[name] : undefined), document);
  return isSchema(found) ? found : {};
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);

function membersOf(node: unknown): Record<string, Schema> {
  const entries = isSchema(node) ? Object.entries(node) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, Schema] => isSchema(entry[1])));
}
