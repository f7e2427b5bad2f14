import addFormats from "ajv-formats";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";
import { CHOSEN_BY } from "#transports/documents/openapi-partial.ts";
import { isSchema, type Schema } from "#transports/documents/openapi-schemas.ts";
import { openApiDocument } from "#transports/documents/openapi.ts";
import { createRouter } from "#transports/rest/router.ts";
import { routes } from "#transports/rest/routes.ts";

/** One response, as received. */
export interface Seen {
  readonly method: string;
  /** Below `/api/v2`, with its query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const document = openApiDocument(routes);
const find = createRouter(routes);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, "openapi");
const compiled = new Map<string, ValidateFunction>();

/** Headers of every HTTP server and of representations; the document defines all others. */
const OF_HTTP = new Set(
  (
    "accept accept-encoding accept-patch allow cache-control connection content-encoding content-length content-type date keep-alive " +
    "transfer-encoding vary x-content-type-options access-control-allow-credentials access-control-expose-headers"
  ).split(" "),
);
/** Errors of a path or a method, not of an operation. */
const OF_ADDRESSES = new Set([
  "request.unknown_path",
  "request.method_not_allowed",
  "request.uri_too_long",
  "request.not_acceptable",
  "version.unknown",
  "version.contradictory",
]);

const Problem = z.object({ status: z.int(), detail: z.string(), code: z.string() });

/** Throws when a response does not match the OpenAPI document: its status, code, headers or body. */
export function holdToContract(seen: Seen): void {
  const { method, path, status, headers } = seen;
  const type = headers.get("content-type") ?? "";
  const [address = ""] = path.split("?");
  if (/^\/(openapi|asyncapi)\.json$/.test(address) || method === "OPTIONS") return;
  const complain = (what: string): never => {
    throw new Error(`${method} ${path} ${status}: ${what}`);
  };
  if (type.startsWith("application/problem+json") !== status >= 400) complain(`a response of the type ${type}`);
  const code = status >= 400 && seen.text !== "" ? codeOf(seen, complain) : undefined;
  const route = find(address)?.routes.get(method === "HEAD" ? "GET" : method);
  if (route === undefined && (code === undefined ? method === "HEAD" : OF_ADDRESSES.has(code))) return;
  const answers = `paths/${step(route?.path ?? "")}/${(route?.method ?? method).toLowerCase()}/responses`;
  // Any write may be requested without its body; then 204 replaces 200, unless it has its own meaning.
  const minimal = headers.get("preference-applied") === "return=minimal" && status === 204;
  const named = minimal && part(`${answers}/204`) === undefined ? 200 : status;
  const at = `${answers}/${named}`;
  const response = resolved(part(at)) ?? complain("a status that the document does not name");
  checkHeaders(headers, isSchema(response["headers"]) ? response["headers"] : {}, complain);
  if (code !== undefined && !codesOf(response).includes(code)) complain(`the document does not name the code ${code}`);
  if (code === undefined) checkBody(seen, { at, response }, complain);
}

type Complain = (what: string) => never;

function codeOf({ status, text }: Seen, complain: Complain): string {
  const json: unknown = JSON.parse(text);
  check("components/schemas/Problem", json, complain);
  const problem = Problem.parse(json);
  if (problem.status !== status) complain(`the problem says ${problem.status}`);
  if (/\bat .+:\d+:\d+|node_modules|postgres/i.test(problem.detail))
    complain(`it reveals internals: ${problem.detail}`);
  return problem.code;
}

function codesOf(response: Schema): string[] {
  const media = part("content/application~1problem+json", response);
  return Object.keys(isSchema(media?.["examples"]) ? media["examples"] : {});
}

function checkHeaders(headers: Headers, named: Schema, complain: Complain): void {
  for (const [name, given] of Object.entries(named)) {
    const { required, schema } = resolved(isSchema(given) ? given : {}) ?? {};
    const value = headers.get(name);
    if (value === null && required === true) complain(`the header ${name} is missing`);
    if (value !== null && isSchema(schema) && !ajv.validate(schema, value)) complain(`${name} is ${String(value)}`);
  }
  const known = new Set(Object.keys(named).map((name) => name.toLowerCase()));
  const unknown = [...headers.keys()].find((name) => !known.has(name) && !OF_HTTP.has(name));
  if (unknown !== undefined) complain(`the document does not name the header ${unknown}`);
}

function checkBody(
  { method, path, headers, text }: Seen,
  where: { at: string; response: Schema },
  complain: Complain,
): void {
  const leftOut = headers.get("preference-applied") === "return=minimal";
  if (text === "") {
    if (where.response["content"] !== undefined && method !== "HEAD" && !leftOut) complain("the body is missing");
    return;
  }
  if (where.response["content"] === undefined) complain("a body that the document does not name");
  const schema = `${where.at}/content/application~1json/schema`;
  const choice = part(schema)?.[CHOSEN_BY];
  const chosen = typeof choice === "string" && new URLSearchParams(path.split("?")[1]).has(choice);
  check(choice === undefined ? schema : `${schema}/anyOf/${chosen ? 1 : 0}`, JSON.parse(text), complain);
}

function check(pointer: string, value: unknown, complain: Complain): void {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#/${encoded(pointer)}` });
  compiled.set(pointer, validate);
  if (!validate(value)) complain(ajv.errorsText(validate.errors));
}

const encoded = (pointer: string) => pointer.split("/").map(encodeURIComponent).join("/");
const step = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

function part(pointer: string, root: Schema = document): Schema | undefined {
  return pointer.split("/").reduce<Schema | undefined>((node, name) => {
    const below = node?.[name.replaceAll("~1", "/").replaceAll("~0", "~")];
    return isSchema(below) ? below : undefined;
  }, root);
}

const resolved = (node: Schema | undefined): Schema | undefined =>
  typeof node?.["$ref"] === "string" ? part(node["$ref"].slice(2)) : node;
