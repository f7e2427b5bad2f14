import type { IncomingMessage } from "node:http";
import { invalid, notFound } from "#core/kernel/errors.ts";
import { parseJsonBytes } from "#core/kernel/json-bytes.ts";
import { JsonFault } from "#core/kernel/json.ts";
import { readBody } from "#transports/shared/body.ts";
import { refuseUnquoted } from "#transports/shared/entity-tags.ts";
import {
  foreignTag,
  HttpRefusal,
  ifMatchRequired,
  unknownParameter,
  unreadableBody,
  wrongHeader,
} from "#transports/shared/http-refusal.ts";
import { nearestName } from "#transports/shared/nearest.ts";
import type { Dialect } from "./dialect.ts";
import { type Picks, picksFrom } from "./fields.ts";
import { includesFrom } from "./include.ts";
import type { NamedField, Route } from "./route.ts";

export const BODY_LIMIT = 1_048_576;

/** A request for an operation. */
export interface Incoming {
  readonly dialect: Dialect;
  readonly request: Request;
  /** Node's own request, when the server is Node's. */
  readonly node: IncomingMessage | undefined;
  /** Without the leading `?`. */
  readonly query: string;
  readonly values: readonly string[];
}

/** The requested parts of the response. */
export interface Shape {
  readonly fields: Picks;
  readonly include: readonly string[];
}

export interface Gathered {
  readonly input: Record<string, unknown>;
  readonly shape: Shape;
}

/** Collects an operation's input from path, query, body and `If-Match`. No field can come from two of them. */
export async function inputOf(route: Route, incoming: Incoming): Promise<Gathered> {
  const { query, shape } = queryInput(route, incoming.query);
  const version = versionInput(route, incoming.request.headers.get("if-match"));
  const body = route.method === "GET" || route.method === "DELETE" ? {} : await bodyInput(route, incoming);
  return { input: { ...query, ...body, ...pathInput(route, incoming.values), ...version }, shape };
}

function pathInput(route: Route, values: readonly string[]): Record<string, string> {
  const input: Record<string, string> = {};
  route.pathFields.forEach((field, index) => {
    const raw = values[index] ?? "";
    try {
      input[field] = decodeURIComponent(raw);
    } catch {
      throw notFound("resource", raw);
    }
  });
  return input;
}

const WHOLE: Shape = { fields: new Map(), include: [] };

function queryInput(route: Route, query: string): { query: Record<string, unknown>; shape: Shape } {
  if (query === "") return { query: {}, shape: WHOLE };
  const input: Record<string, unknown> = {};
  const unknown: string[] = [];
  const parameters = new URLSearchParams(query);
  for (const name of new Set(parameters.keys())) {
    const known = route.query.get(name);
    if (known !== undefined) input[known.field] = valueOf(known, parameters.getAll(name));
    else if (!route.shaping.includes(name)) unknown.push(name);
  }
  if (unknown.length > 0)
    throw unknownParameter(
      unknown.slice(0, 10).map((name) => ({
        name: name.slice(0, 80),
        nearest: nearestName(name, [...route.query.keys(), ...route.shaping]),
      })),
    );
  return { query: input, shape: shapeOf(route, parameters) };
}

function shapeOf(route: Route, parameters: URLSearchParams): Shape {
  const include = includesFrom(parameters.getAll("include"), route.includes);
  const fields = picksFrom(parameters.getAll("fields"), route.entry);
  if (fields.size > 0) for (const name of include.length > 0 ? ["included"] : []) fields.set(name, new Map());
  return { fields, include };
}

/** A repeated parameter becomes a list; single-value fields reject it. */
function valueOf({ read }: NamedField, texts: readonly string[]): unknown {
  const [first] = texts;
  return texts.length === 1 && first !== undefined ? read(first) : texts;
}

async function bodyInput(route: Route, { request, node, dialect }: Incoming): Promise<object> {
  const bytes = await readBody(request, node, route.bodyLimit ?? BODY_LIMIT);
  if (bytes.length === 0) return {};
  refuseOtherMedia(request, dialect);
  const body = parsed(bytes);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw unreadableBody("The body must be a JSON object.", "");
  const misplaced = [...route.pathFields, "ifVersion"].filter((field) => Object.hasOwn(body, field));
  if (misplaced.length > 0)
    throw invalid(misplaced.map((field) => ({ pointer: `/${field}`, detail: "This field is not known here." })));
  const missing = route.complete.filter((name) => !Object.hasOwn(body, name));
  if (missing.length > 0)
    throw invalid(
      missing.map((name) => ({ pointer: `/${name}`, detail: "A PUT needs every field; this one is missing." })),
    );
  return route.renamed ? renamed(route, body) : body;
}

/** The body with the operation's own field names; internal names are not accepted from outside. */
function renamed(route: Route, body: object): Record<string, unknown> {
  const inner = [...route.body].filter(([name, { field }]) => name !== field);
  const unknown = inner.filter(([, { field }]) => Object.hasOwn(body, field));
  if (unknown.length > 0)
    throw invalid(unknown.map(([, { field }]) => ({ pointer: `/${field}`, detail: "This field is not known here." })));
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [route.body.get(name)?.field ?? name, value]));
}

function parsed(bytes: Buffer): unknown {
  try {
    return parseJsonBytes(bytes);
  } catch (error) {
    if (error instanceof JsonFault) throw unreadableBody(error.message, error.pointer);
    throw error;
  }
}

/** The media types accepted for a body; a PATCH is a merge patch (RFC 7396) under either name. */
export const takenTypes = (method: string, { mediaType }: Dialect): readonly string[] => [
  ...(method === "PATCH" ? [MERGE_PATCH] : []),
  "application/json",
  mediaType,
];

const MERGE_PATCH = "application/merge-patch+json";

function refuseOtherMedia({ method, headers }: Request, dialect: Dialect): void {
  const taken = takenTypes(method, dialect);
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  if (!taken.includes(type.trim()))
    throw new HttpRefusal("request.unsupported_media_type", `The body must be ${taken.slice(0, -1).join(" or ")}.`, {
      accept: taken.join(", "),
      ...(method === "PATCH" ? { "accept-patch": taken.join(", ") } : {}),
    });
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("charset="));
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))
    throw new HttpRefusal("request.unsupported_media_type", "The body must be encoded in UTF-8.");
}

/** The version in `If-Match` (RFC 9110 §13.1.1). Weak ETags never match. */
function versionInput(route: Route, header: string | null): { ifVersion?: number } {
  if (route.ifMatch === "none") return {};
  if (header === null) {
    if (route.ifMatch === "required") throw ifMatchRequired();
    return {};
  }
  refuseUnquoted(header);
  if (header.trim() === "*") return {};
  if (header.includes(",")) throw wrongHeader("If-Match", "Send one entity tag, the one that you read.");
  const version = versionOf(header);
  if (version === undefined) throw foreignTag();
  return { ifVersion: version };
}

/** The version within one of our ETags, without its suffixes for derived data and content coding. */
function versionOf(tag: string): number | undefined {
  const digits = /^"(\d{1,15})(?:\.\w+)?(?:-br|-gzip)?"$/.exec(tag.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
