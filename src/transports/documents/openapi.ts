import { scopes } from "#core/kernel/actor.ts";
import { eventCatalogue } from "#core/kernel/event.ts";
import type { Route } from "../rest/route.ts";
import { bounded } from "./openapi-bounds.ts";
import { SENT, streamPath, webhookOf } from "./openapi-events.ts";
import { exampleOf } from "./openapi-examples.ts";
import { operationOf } from "./openapi-operation.ts";
import { headers, parameters, problemSchema, referenceTo } from "./openapi-parts.ts";
import { problemExampleParts, sharedProblems } from "./openapi-problems.ts";
import { type Schema, Schemas } from "./openapi-schemas.ts";
import { standingAlone } from "./openapi-standing-alone.ts";
import { TAGS } from "./openapi-tags.ts";

const DESCRIPTION = `Orders, stock and money of every channel in one place.

Amounts are integers in the currency's minor unit; instants are ISO 8601 in UTC; ids are opaque. Unknown fields and
parameters are refused. Every POST takes an \`Idempotency-Key\`. Errors are \`application/problem+json\` (RFC 9457): a
\`code\` for programs, a \`detail\` for people, and the \`requestId\` to ask us about.

Every change takes \`Prefer: return=minimal\` (RFC 7240): the answer then has no body, 204 in place of 200, and says so in
\`Preference-Applied\`. \`Prefer: wait=5\` ends your waiting after 5 seconds with 504. What is named as \`default\` may be left out.`;

/** Generates the OpenAPI 3.1 document from the route table that the transport uses too. */
export function openApiDocument(table: readonly Route[]): Schema {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of table) {
    const item = (paths[route.path] ??= {});
    item[route.method.toLowerCase()] = operationOf(route, { schemas, table });
  }
  paths["/events/stream"] = streamPath(schemas);
  const webhooks = Object.fromEntries(
    [...eventCatalogue.values()]
      .toSorted((a, b) => (a.type < b.type ? -1 : 1))
      .map((event) => [event.type, webhookOf(event, schemas)]),
  );
  const used = usedBy(
    { paths },
    {
      schemas: { ...laden(table, schemas), Problem: problemSchema },
      responses: sharedProblems,
      examples: { ...examplesOf(schemas), ...problemExampleParts, sharedProblems },
      headers,
      parameters,
    },
  );
  const tags = new Set([...table.map(({ tag }) => tag), SENT]);
  return bounded({
    openapi: "3.1.1",
    info: {
      title: "Crossdock REST API",
      version: "2.0.0",
      description: DESCRIPTION,
      contact: { name: "The operator of this server" },
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/api/v2", description: "This server: production, or a local one.", "x-internal": false }],
    security: [{ apiKey: [] }],
    tags: [...TAGS].filter(([name]) => tags.has(name)).map(([name, description]) => ({ name, description })),
    paths,
    webhooks: standingAlone(webhooks, { used: used["schemas"] ?? {}, schemas }),
    components: { ...used, securitySchemes: { apiKey } },
  });
}

/** All schemas, with `included` in resources and list entries that support `include`. */
function laden(table: readonly Route[], schemas: Schemas): Record<string, Schema> {
  const entries = table
    .filter(({ includes }) => includes.size > 0)
    .map(({ entry, includes }) => {
      const parts = [...includes].map(([name, { schema }]) => [name, schemas.of(schema, "output")]);
      const included = {
        type: "object",
        description: "What `include` requested; absent without it.",
        properties: Object.fromEntries(parts),
        additionalProperties: false,
      };
      return [String(schemas.of(entry, "output")["$ref"]).split("/").at(-1), included] as const;
    });
  const all = schemas.all();
  for (const [id = "", included] of entries)
    for (const name of [id, `Partial${id}`]) {
      const schema = all[name];
      if (schema === undefined) throw new Error("What can be included belongs to an entry whose schema has an id");
      all[name] = { ...schema, properties: { ...Object(schema["properties"]), included } };
    }
  return all;
}

const examplesOf = (schemas: Schemas): Record<string, Schema> =>
  Object.fromEntries(
    Object.keys(schemas.all()).map((name) => [name, { value: exampleOf(referenceTo("schemas", name), schemas) }]),
  );

const apiKey = {
  type: "http",
  scheme: "bearer",
  description: `An API key, such as \`xd_live_…\`, made by \`POST /api-keys\`. Each operation names the scope that it needs; a key
holds any of ${scopes.map((scope) => `\`${scope}\``).join(", ")}.`,
  "x-scopes": scopes,
};

/** The components that are referenced, directly or through others. */
function usedBy(
  roots: Schema,
  components: Record<string, Record<string, Schema>>,
): Record<string, Record<string, Schema>> {
  const seen = new Set<string>();
  const visit = (node: unknown): void => {
    for (const [, kind = "", name = ""] of JSON.stringify(node).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)) {
      const found = components[kind]?.[name];
      if (found === undefined || seen.has(`${kind}/${name}`)) continue;
      seen.add(`${kind}/${name}`);
      visit(found);
    }
  };
  visit(roots);
  return Object.fromEntries(
    Object.entries(components).map(([kind, named]) => [
      kind,
      Object.fromEntries(Object.entries(named).filter(([name]) => seen.has(`${kind}/${name}`))),
    ]),
  );
}
