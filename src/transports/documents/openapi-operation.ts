import type { SuccessStatus } from "../rest/reply.ts";
import type { Route } from "../rest/route.ts";
import { exampleOf } from "./openapi-examples.ts";
import { linksOf, operationIdOf } from "./openapi-links.ts";
import { wholeOrPart } from "./openapi-partial.ts";
import { commonHeaders, notModified, referenceTo } from "./openapi-parts.ts";
import { isConditional, problemsOf } from "./openapi-problems.ts";
import { samplesOf } from "./openapi-samples.ts";
import { type Schema, type Schemas, isSchema } from "./openapi-schemas.ts";
import { operationExample, withOwn } from "./operation-examples.ts";

interface Around {
  readonly schemas: Schemas;
  readonly table: readonly Route[];
}

/** A route as an OpenAPI Operation Object. */
export function operationOf(route: Route, around: Around): Schema {
  const { operation } = route;
  const { schemas } = around;
  const input = schemas.resolved(schemas.of(operation.input, "input"));
  const body = bodyOf(route, input, schemas);
  const operationId = operationIdOf(route.id);
  const samples = samplesOf(operationId);
  return {
    operationId,
    tags: [route.tag],
    summary: operation.summary,
    description: scopeOf(operation),
    "x-required-scopes": [operation.scope],
    parameters: [...inputParameters(route, input, schemas), ...shapingParameters(route), ...headerParameters(route)],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: { ...successesOf(route, around), ...problemsOf(route) },
    ...(samples.length === 0 ? {} : { "x-codeSamples": samples }),
  };
}

const scopeOf = ({ scope }: Route["operation"]): string =>
  scope === "any" ? "Needs the scope of what it is about." : `Needs the scope \`${scope}\`.`;

function inputParameters(route: Route, input: Schema, schemas: Schemas): Schema[] {
  const properties = isSchema(input["properties"]) ? input["properties"] : {};
  const required = Array.isArray(input["required"]) ? input["required"] : [];
  const schemaOf = (field: string) => (isSchema(properties[field]) ? properties[field] : {});
  const shown = new Map(Object.entries(Object(operationExample(route.operation).input)));
  const parameter = (name: string, field: string) => ({
    name,
    schema: schemaOf(field),
    example: shown.get(field) ?? exampleOf(schemaOf(field), schemas, field),
  });
  const inPath = route.pathFields.map((field) => ({ ...parameter(field, field), in: "path", required: true }));
  const inQuery = [...route.query].map(([name, { field }]) => ({
    ...(required.includes(field) ? parameter(name, field) : { name, schema: schemaOf(field) }),
    in: "query",
    required: required.includes(field),
    ...(schemas.resolved(schemaOf(field))["type"] === "array" ? { style: "form", explode: false } : {}),
  }));
  return [...inPath, ...inQuery];
}

function shapingParameters({ shaping, includes }: Route): Schema[] {
  const known = [...includes.keys()];
  const include = {
    name: "include",
    in: "query",
    required: false,
    description: `Brings along ${known.join(", ")} in the \`included\` of each entry.`,
    style: "form",
    explode: false,
    schema: { type: "array", maxItems: known.length, items: { type: "string", enum: known } },
  };
  return [
    ...(shaping.includes("fields") ? [referenceTo("parameters", "Fields")] : []),
    ...(shaping.includes("include") ? [include] : []),
  ];
}

function headerParameters(route: Route): Schema[] {
  const { operation, ifMatch } = route;
  const names = ["RequestId"];
  if (operation.kind === "command") names.push("IdempotencyKey");
  if (ifMatch !== "none") names.push(ifMatch === "required" ? "IfMatchRequired" : "IfMatch");
  if (isConditional(route)) names.push("IfMatch", "IfNoneMatch");
  return names.map((name) => referenceTo("parameters", name));
}

/** The input without its path parameters and headers; a reference to the whole input when there are none. */
function bodyOf(route: Route, input: Schema, schemas: Schemas): Schema | undefined {
  if (route.method === "GET" || route.method === "DELETE") return undefined;
  const properties = isSchema(input["properties"]) ? input["properties"] : {};
  const fields = [...route.body];
  const isChoice = Array.isArray(input["oneOf"]) && route.pathFields.length === 0;
  const whole = (isChoice || fields.length === Object.keys(properties).length) && !route.renamed;
  const needed = Array.isArray(input["required"]) ? input["required"] : [];
  const required = fields.flatMap(([name, { field }]) =>
    needed.includes(field) || route.complete.includes(name) ? [name] : [],
  );
  const { examples: wholes, ...rest } = input;
  const examples = [wholes]
    .flat()
    .filter(isSchema)
    .map((each) => partOf(each, fields));
  const own = (): Schema => ({
    ...rest,
    ...(examples.length === 0 ? {} : { examples }),
    properties: Object.fromEntries(fields.map(([name, { field }]) => [name, properties[field] ?? {}])),
    required,
  });
  const schema = whole ? schemas.of(route.operation.input, "input") : schemas.named(nameOf(route, "Body"), own);
  const said = route.operation.examples?.input;
  const media = { schema, ...shownOf(schema, schemas, said && partOf({ ...said }, fields)) };
  const types = ["application/json", ...(route.method === "PATCH" ? ["application/merge-patch+json"] : [])];
  return {
    required: isChoice || required.length > 0,
    content: Object.fromEntries(types.map((type) => [type, media])),
  };
}

/** The body's part of an example of the whole input. */
const partOf = (whole: Schema, fields: readonly (readonly [string, { readonly field: string }])[]): Schema =>
  Object.fromEntries(fields.flatMap(([name, { field }]) => (field in whole ? [[name, whole[field]]] : [])));

/** Bodies are named components: generators invent names for anonymous ones, some of them twice. */
const nameOf = ({ id }: Route, part: "Body" | "Answer"): string =>
  `${operationIdOf(id).replace(/^./, (first) => first.toUpperCase())}${part}`;

/** An example of a body; shared schemas have theirs once, beside the schema. `said` is the operation's own example. */
function shownOf(schema: Schema, schemas: Schemas, said?: object): Schema {
  if (said !== undefined) return { example: withOwn(exampleOf(schema, schemas), said) };
  const name = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1) : undefined;
  return name === undefined
    ? { example: exampleOf(schema, schemas) }
    : { examples: { [name]: referenceTo("examples", name) } };
}

const SAID: Record<SuccessStatus, string> = {
  200: "OK.",
  201: "Created.",
  202: "Accepted; `Location` points to its progress.",
  204: "No content.",
  303: "See other: it is completed; `Location` points to the result.",
};

function successesOf(route: Route, around: Around): Record<string, Schema> {
  const answers = route.statuses.map((status): [string, Schema] => [
    String(status),
    status === 204 ? withoutBody(route, SAID[204]) : route.isFile ? fileBody() : withBody(route, status, around),
  ]);
  return Object.fromEntries([
    ...answers,
    ...(isConditional(route) ? [["304", notModified]] : []),
    ...(route.isFile ? fileParts() : []),
  ]);
}

function withBody(route: Route, status: SuccessStatus, { schemas, table }: Around): Schema {
  const made = schemas.of(route.bodySchema, "output");
  const schema = isSchema(made["properties"]) ? schemas.named(nameOf(route, "Answer"), () => made) : made;
  const body = schemas.resolved(schema);
  const links = linksOf(route, status, { body, table });
  const isList = "nextCursor" in (isSchema(body["properties"]) ? body["properties"] : {});
  const names = [...headersOf(route), ...(isList ? ["Link"] : [])];
  if (route.hasLocation && (status === 201 || status === 202 || status === 303)) names.push("Location");
  if (status === 202 || (status === 200 && route.canPend)) names.push("Retry-After");
  return {
    description: status === 200 && route.statuses.includes(201) ? "It existed already." : SAID[status],
    headers: headersNamed(names),
    content: {
      "application/json": {
        schema: route.shaping.includes("fields") ? wholeOrPart(schema, schemas) : schema,
        ...shownOf(
          schema,
          schemas,
          route.bodySchema === route.operation.output ? route.operation.examples?.output : undefined,
        ),
      },
    },
    ...(Object.keys(links).length === 0 ? {} : { links }),
  };
}

const fileHeaders = ["ETag", "Accept-Ranges", "Content-Disposition"];

const fileBody = (description = "The file.", more: readonly string[] = []): Schema => ({
  description,
  headers: headersNamed([...commonHeaders, ...fileHeaders, ...more]),
  content: { "*/*": { schema: { type: "string", format: "binary", maxLength: 53_687_091_200 } } },
});

/** Other responses of a file download. */
const fileParts = (): [string, Schema][] => [
  ["206", fileBody("The part requested by `Range`.", ["Content-Range"])],
  ["304", notModified],
  ["416", referenceTo("responses", "request.range_not_satisfiable")],
];

const withoutBody = (route: Route, description: string): Schema => ({
  description,
  headers: headersNamed(headersOf(route)),
});

function headersOf({ operation, hasVersion }: Route): string[] {
  const names: string[] = [...commonHeaders];
  if (hasVersion) names.push("ETag");
  if (operation.kind === "command") names.push("Idempotent-Replayed", "Preference-Applied");
  else if (hasVersion) names.push("X-Cache");
  return names;
}

const headersNamed = (names: readonly string[]): Schema =>
  Object.fromEntries(names.map((name) => [name, referenceTo("headers", name)]));
