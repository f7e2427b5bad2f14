import { eventCatalogue } from "#core/kernel/event.ts";
import { errorTable } from "#transports/shared/error-table.ts";
import { httpRefusals } from "#transports/shared/http-refusal.ts";
import { streamPath, webhookOf } from "./openapi-events.ts";
import { exampleOf } from "./openapi-examples.ts";
import { headers, parameters, problemResponses, problemSchema } from "./openapi-parts.ts";
import { type Schema, Schemas, isSchema } from "./openapi-schemas.ts";
import type { Route, SuccessStatus } from "./route.ts";

const DESCRIPTION = `Orders, stock and money of every channel in one place.

Amounts are integers in the currency's minor unit; instants are ISO 8601 in UTC; ids are opaque. Unknown fields and
parameters are refused. Every POST takes an \`Idempotency-Key\`. Errors are \`application/problem+json\` (RFC 9457): a
\`code\` for programs, a \`detail\` for people, and the \`requestId\` to ask us about.`;

/** The OpenAPI 3.1 document of the table: what the transport does and what the document says have one source. */
export function openApiDocument(table: readonly Route[]): Schema {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of table) {
    const item = (paths[route.path] ??= {});
    item[route.method.toLowerCase()] = operationOf(route, schemas);
  }
  paths["/events/stream"] = streamPath(schemas);
  const webhooks = Object.fromEntries(
    [...eventCatalogue.values()]
      .toSorted((a, b) => (a.type < b.type ? -1 : 1))
      .map((event) => [event.type, webhookOf(event, schemas)]),
  );
  const used = usedBy(
    { paths, webhooks },
    { schemas: { ...schemas.all(), Problem: problemSchema }, responses: problemResponses },
  );
  return {
    openapi: "3.1.1",
    info: {
      title: "Crossdock REST API",
      version: "2.0.0",
      description: DESCRIPTION,
      license: { name: "AGPL-3.0-only", identifier: "AGPL-3.0-only" },
    },
    servers: [{ url: "/api/v2" }],
    security: [{ apiKey: [] }],
    tags: [...new Set(table.map(({ tag }) => tag))].map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    webhooks,
    components: {
      ...used,
      parameters,
      headers,
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key, such as `xd_live_…`, or an access token." },
      },
    },
  };
}

/** The components that something refers to, directly or through others. */
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

const TAGS: Record<string, string> = {
  Orders: "Take orders in, read and change them.",
  Drafts: "Orders that are not placed yet.",
  Payments: "Take, capture, void and give back money.",
  Shipments: "Send goods and follow them.",
  Products: "Articles and their prices.",
  Stock: "What lies where, what is set aside, and every movement.",
  Customers: "Who orders.",
  Events: "What happened: read page by page, streamed, or sent to you as webhooks.",
  Imports: "Orders from files.",
  Users: "The people who work here.",
  Settings: "Channels, locations and keys.",
  Jobs: "What works behind the scenes: queues, schedules, and what was given up.",
  Mails: "Mails that events set off.",
  Reconciliation: "Our books against a partner's, difference by difference.",
};

function operationOf(route: Route, schemas: Schemas): Schema {
  const { operation } = route;
  const input = schemas.resolved(schemas.of(operation.input, "input"));
  const body = bodyOf(route, input, schemas);
  return {
    operationId: route.id.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase()),
    tags: [route.tag],
    summary: operation.summary,
    description: `Needs the scope \`${operation.scope}\`.${failuresOf(route)}`,
    parameters: [...inputParameters(route, input, schemas), ...headerParameters(route)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...successesOf(route, schemas), ...problemsOf(route) },
  };
}

function failuresOf({ failures }: Route): string {
  if (failures.length === 0) return "";
  const lines = failures.map(({ code, kind }) => `- ${statusOfKind(kind)} \`${code}\``);
  return `\n\nRefuses with:\n${lines.join("\n")}`;
}

const statusOfKind = (kind: string) => Object.entries(errorTable).find(([name]) => name === kind)?.[1].http ?? 500;

function inputParameters(route: Route, input: Schema, schemas: Schemas): Schema[] {
  const properties = isSchema(input["properties"]) ? input["properties"] : {};
  const required = Array.isArray(input["required"]) ? input["required"] : [];
  const schemaOf = (field: string) => (isSchema(properties[field]) ? properties[field] : {});
  const inPath = route.pathFields.map((field) => ({
    name: field,
    in: "path",
    required: true,
    schema: schemaOf(field),
    example: exampleOf(schemaOf(field), schemas),
  }));
  const inQuery = [...route.query].map(([name, { field }]) => ({
    name,
    in: "query",
    required: required.includes(field),
    schema: schemaOf(field),
    ...(schemas.resolved(schemaOf(field))["type"] === "array" ? { style: "form", explode: false } : {}),
  }));
  return [...inPath, ...inQuery, ...shapingParameters(route)];
}

function shapingParameters({ shaping, includes }: Route): Schema[] {
  const include = {
    name: "include",
    in: "query",
    required: false,
    description: "What each entry brings along, in an object `included` that the schema of the answer does not show.",
    style: "form",
    explode: false,
    schema: { type: "array", items: { type: "string", enum: [...includes.keys()] } },
  };
  return shaping.map((name) => (name === "fields" ? referenceTo("parameters", "Fields") : include));
}

const referenceTo = (part: string, name: string) => ({ $ref: `#/components/${part}/${name}` });

function headerParameters({ operation, ifMatch, hasVersion }: Route): Schema[] {
  const names = ["RequestId"];
  if (operation.kind === "command") names.push("IdempotencyKey", "Prefer");
  if (ifMatch !== "none") names.push(ifMatch === "required" ? "IfMatchRequired" : "IfMatch");
  if (operation.kind === "query" && hasVersion) names.push("IfNoneMatch");
  return names.map((name) => referenceTo("parameters", name));
}

/** The input without what comes from the path and from headers; the whole input by reference when nothing does. */
function bodyOf(route: Route, input: Schema, schemas: Schemas): Schema | undefined {
  if (route.method === "GET" || route.method === "DELETE") return undefined;
  const properties = isSchema(input["properties"]) ? input["properties"] : {};
  const fields = [...route.body];
  const whole = fields.length === Object.keys(properties).length && !route.renamed;
  const needed = Array.isArray(input["required"]) ? input["required"] : [];
  const required = fields.flatMap(([name, { field }]) =>
    needed.includes(field) || route.complete.includes(name) ? [name] : [],
  );
  const { examples: _whole, ...rest } = input;
  const schema: Schema = whole
    ? schemas.of(route.operation.input, "input")
    : {
        ...rest,
        properties: Object.fromEntries(fields.map(([name, { field }]) => [name, properties[field] ?? {}])),
        required,
      };
  return {
    required: required.length > 0,
    content: { "application/json": { schema, example: exampleOf(schema, schemas) } },
  };
}

const SAID: Record<SuccessStatus, string> = {
  200: "Done.",
  201: "Made.",
  202: "Taken on.",
  204: "Done, nothing to say.",
};

function successesOf(route: Route, schemas: Schemas): Record<string, Schema> {
  const schema = schemas.of(route.bodySchema, "output");
  const isList =
    "nextCursor" in
    (isSchema(schemas.resolved(schema)["properties"]) ? Object(schemas.resolved(schema)["properties"]) : {});
  const answers = route.statuses.map((status): [string, Schema] => {
    const names = [
      "RequestId",
      "RateLimit",
      "RateLimitPolicy",
      ...(route.hasVersion ? ["ETag"] : []),
      ...(isList ? ["Link"] : []),
    ];
    if (route.operation.kind === "command") names.push("IdempotentReplayed");
    if (route.hasLocation && (status === 201 || status === 202)) names.push("Location");
    const content = { "application/json": { schema, example: exampleOf(schema, schemas) } };
    return [
      String(status),
      {
        description: status === 200 && route.statuses.includes(201) ? "It was there already." : SAID[status],
        headers: Object.fromEntries(names.map((name) => [headerName(name), referenceTo("headers", name)])),
        ...(status === 204 ? {} : { content }),
      },
    ];
  });
  const notModified = route.operation.kind === "query" && route.hasVersion;
  return Object.fromEntries([...answers, ...(notModified ? [["304", referenceTo("responses", "304")]] : [])]);
}

const headerName = (name: string) =>
  name === "ETag" || name === "RateLimit"
    ? name
    : name === "RequestId"
      ? "X-Request-ID"
      : name === "RateLimitPolicy"
        ? "RateLimit-Policy"
        : name.replace(/(?<=[a-z])(?=[A-Z])/g, "-");

function problemsOf(route: Route): Record<string, Schema> {
  const always = [errorTable.invalid, errorTable.unauthenticated, errorTable.forbidden, errorTable.limited];
  const ours = [errorTable.internal, errorTable.unavailable, errorTable.timeout];
  const statuses: number[] = [...always, ...ours].map(({ http }) => http);
  statuses.push(httpRefusals["request.not_acceptable"].status, httpRefusals["request.uri_too_long"].status);
  if (route.pathFields.length > 0) statuses.push(errorTable.not_found.http);
  if (route.operation.kind === "command") statuses.push(errorTable.conflict.http, errorTable.key_reused.http);
  if (route.method !== "GET" && route.method !== "DELETE")
    statuses.push(httpRefusals["request.too_large"].status, httpRefusals["request.unsupported_media_type"].status);
  if (route.ifMatch !== "none") statuses.push(errorTable.precondition_failed.http);
  if (route.ifMatch === "required") statuses.push(errorTable.precondition_required.http);
  const sorted = statuses.toSorted((a, b) => a - b);
  return Object.fromEntries(sorted.map((status) => [String(status), referenceTo("responses", String(status))]));
}
