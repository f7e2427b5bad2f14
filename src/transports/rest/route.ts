import { z } from "zod";
import { notFound } from "#core/kernel/errors.ts";
import type { AnyOperation, Command, Query } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { ServedFile } from "#transports/shared/file-answer.ts";
import { cachedRead, type Revision, tagOf } from "./cached-read.ts";
import { entrySchema } from "./fields.ts";
import type { Include } from "./include.ts";
import type { Reply, RouteCall, SuccessStatus } from "./reply.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/** A route: an operation and its method and path. Defaults follow from method and operation. */
export interface Row<I extends z.ZodType, O extends z.ZodType> {
  readonly method: Method;
  /** Below `/api/v2`; `{name}` fills the input's field of that name. */
  readonly path: string;
  readonly operation: Command<I, O> | Query<I, O>;
  readonly tag: string;
  /** Default 200. A function decides by the output; its documented statuses are in `statuses`. */
  readonly status?: SuccessStatus | ((output: z.output<O>) => SuccessStatus);
  readonly statuses?: readonly SuccessStatus[];
  /** Default: the output itself, described by the operation's output schema. */
  readonly body?: { readonly schema: z.ZodType; readonly of: (output: z.output<O>) => unknown };
  /** The path of the resource created by a 201 or 202, or the target of a 303, below `/api/v2`. */
  readonly location?: (output: z.output<O>) => string;
  /** Still running: the response has Retry-After. */
  readonly pending?: (output: z.output<O>) => boolean;
  /** The output names a stored file: its bytes are the response, whole or in ranges. */
  readonly file?: (output: z.output<O>) => ServedFile;
  /** The version that becomes the ETag. */
  readonly version?: (output: z.output<O>) => number;
  /** Parts of the body that change without the version; they complete the ETag. */
  readonly state?: (output: z.output<O>) => string;
  /** A cheaper read of the current ETag: while it is unchanged, the body comes from the cache. */
  readonly revision?: Revision<I>;
  /** The values of `include=`. */
  readonly includes?: Readonly<Record<string, Include>>;
  /** `optional`: `If-Match` may be missing although the operation supports it. */
  readonly ifMatch?: "optional";
  /** Names in query and body that differ from the field's name. */
  readonly names?: Readonly<Record<string, string>>;
  /** A path parameter without a field: the output must have this value, else the response is 404. */
  readonly owner?: { readonly name: string; readonly of: (output: z.output<O>) => unknown };
  /** The parameter that takes a list's `nextCursor`. Default: `cursor`. */
  readonly cursor?: string;
  /** Fields that a PUT requires although the operation has them optional. */
  readonly complete?: readonly string[];
  /** Default: the operation's name. For the second route of an operation. */
  readonly id?: string;
  /** Bytes of the largest body; default: the limit of all other routes. */
  readonly bodyLimit?: number;
}

export interface NamedField {
  readonly field: string;
  /**
   * Converts the text of a query parameter to the field's type; invalid text stays unchanged for the schema to reject.
   */
  readonly read: (text: string) => unknown;
}

/** A route with everything derivable before the first request. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly id: string;
  readonly tag: string;
  readonly operation: AnyOperation;
  readonly statuses: readonly SuccessStatus[];
  readonly bodySchema: z.ZodType;
  /** Input fields by their source. */
  readonly pathFields: readonly string[];
  /** By their public names. */
  readonly query: ReadonlyMap<string, NamedField>;
  readonly body: ReadonlyMap<string, NamedField>;
  /** Parameters that select parts of the response: `fields`, and `include` where it is supported. */
  readonly shaping: readonly string[];
  readonly includes: ReadonlyMap<string, Include>;
  /** The body's schema, or that of a list's entries. */
  readonly entry: z.ZodType;
  readonly complete: readonly string[];
  readonly renamed: boolean;
  /** `required`: 428 without `If-Match`. */
  readonly ifMatch: "required" | "optional" | "none";
  readonly hasLocation: boolean;
  readonly hasVersion: boolean;
  /** Its 200 may have Retry-After. */
  readonly canPend: boolean;
  /** The response is the bytes of a file. */
  readonly isFile: boolean;
  readonly bodyLimit: number | undefined;
  readonly call: (caller: Caller, call: RouteCall) => Promise<Reply>;
}

/** For routes whose output is one versioned resource. */
export const version = (output: { version: number }): number => output.version;

/** Filled from `If-Match`, never from query or body. */
const FROM_HEADER = "ifVersion";

export function route<I extends z.ZodType, O extends z.ZodType>(row: Row<I, O>): Route {
  const { method, path, operation } = row;
  const pathFields = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const fields = fieldsOf(operation.input);
  const unknown = pathFields.filter((field) => !fields.includes(field) && field !== row.owner?.name);
  if (unknown.length > 0) throw new Error(`${method} ${path}: ${operation.name} has no field ${unknown.join(", ")}`);
  const rest = fields.filter((field) => !pathFields.includes(field) && field !== FROM_HEADER);
  const hasBody = method !== "GET" && method !== "DELETE";
  const named = new Map(namedFields(operation.input, rest, row.names ?? {}));
  return {
    method,
    path,
    id: row.id ?? operation.name,
    tag: row.tag,
    operation,
    statuses: row.statuses ?? [typeof row.status === "number" ? row.status : 200],
    bodySchema: row.body?.schema ?? operation.output,
    pathFields,
    query: hasBody ? new Map() : named,
    body: hasBody ? named : new Map(),
    shaping:
      method !== "GET" || row.file !== undefined ? [] : row.includes === undefined ? ["fields"] : ["fields", "include"],
    includes: new Map(Object.entries(row.includes ?? {})),
    entry: entrySchema(row.body?.schema ?? operation.output),
    complete: row.complete ?? [],
    renamed: row.names !== undefined,
    ifMatch: fields.includes(FROM_HEADER) ? (row.ifMatch ?? (method === "POST" ? "optional" : "required")) : "none",
    hasLocation: row.location !== undefined,
    hasVersion: row.version !== undefined,
    canPend: row.pending !== undefined,
    isFile: row.file !== undefined,
    bodyLimit: row.bodyLimit,
    call: row.revision === undefined ? plain : cachedRead(row.revision, plain),
  };

  async function plain(caller: Caller, { input, ...more }: RouteCall): Promise<Reply> {
    const { owner } = row;
    const { [owner?.name ?? ""]: owned, ...own } = input;
    const { output, replayed } = await caller.call(operation, owner === undefined ? input : own, more);
    if (owner !== undefined && owner.of(output) !== owned) throw notFound(owner.name, String(owned));
    return { ...replyOf(row, output), replayed };
  }
}

function replyOf<I extends z.ZodType, O extends z.ZodType>(
  row: Row<I, O>,
  output: z.output<O>,
): Omit<Reply, "replayed"> {
  const status = typeof row.status === "function" ? row.status(output) : (row.status ?? 200);
  const located = status === 201 || status === 202 || status === 303;
  const state = row.state?.(output);
  return {
    status,
    body: row.body === undefined ? output : row.body.of(output),
    location: located ? row.location?.(output) : undefined,
    tag: row.version === undefined ? undefined : tagOf(row.version(output), state),
    cached: undefined,
    pending: status === 202 || row.pending?.(output) === true,
    file: row.file?.(output),
    secret: row.operation.secrets !== undefined,
    cursor: row.cursor ?? "cursor",
  };
}

function namedFields(
  input: z.ZodType,
  fields: readonly string[],
  names: Readonly<Record<string, string>>,
): [string, NamedField][] {
  const types = z.toJSONSchema(input, { io: "input", unrepresentable: "any", reused: "inline" });
  const published = new Map(Object.entries(names).map(([name, field]) => [field, name]));
  return fields.map((field) => [published.get(field) ?? field, { field, read: readerOf(propertyOf(types, field)) }]);
}

function propertyOf(schema: z.core.JSONSchema.BaseSchema, field: string): unknown {
  const root = schema.$ref === undefined ? schema : schema.$defs?.[schema.$ref.replace("#/$defs/", "")];
  return root?.properties?.[field];
}

const asGiven = (text: string): unknown => text;
const asNumber = (text: string): unknown => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
const asBoolean = (text: string): unknown => (text === "true" ? true : text === "false" ? false : text);
const asList = (text: string): unknown => text.split(",");

function readerOf(schema: unknown): NamedField["read"] {
  const type = typeof schema === "object" && schema !== null && "type" in schema ? schema.type : undefined;
  if (type === "integer" || type === "number") return asNumber;
  if (type === "boolean") return asBoolean;
  return type === "array" ? asList : asGiven;
}

/** The field names of an input schema, through refinements, transforms and unions. */
export function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodPipe) return [...fieldsOf(schema.in), ...fieldsOf(schema.out)];
  if (schema instanceof z.ZodUnion) return [...new Set(schema.options.flatMap(fieldsOf))];
  if (schema instanceof z.ZodIntersection) return [...fieldsOf(schema.def.left), ...fieldsOf(schema.def.right)];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return fieldsOf(schema.def.innerType);
  return [];
}
