import type { Schema } from "./openapi-schemas.ts";

const text = { type: "string" };

export const referenceTo = (part: string, name: string): Schema => ({ $ref: `#/components/${part}/${name}` });

/** It may contain any value of the request. */
const told = { type: "string", pattern: "^[\\s\\S]*$" };

export const problemSchema: Schema = {
  type: "object",
  description: "What went wrong (RFC 9457).",
  properties: {
    type: { type: "string", format: "uri-reference", description: "URL of the documentation of this problem type." },
    title: { type: "string", description: "Short title of the problem type, constant per status." },
    status: { type: "integer", minimum: 400, maximum: 599, description: "HTTP status of the response." },
    detail: { ...told, description: "What is wrong in this case, for people." },
    instance: { type: "string", format: "uri-reference", description: "Requested URL." },
    code: { type: "string", pattern: "^[a-z_]+(\\.[a-z_]+)?$", description: "For programs; stable." },
    errors: {
      type: "array",
      maxItems: 1000,
      description: "Each error, with figures that help to correct it.",
      items: {
        type: "object",
        properties: {
          pointer: { ...told, description: "JSON Pointer (RFC 6901) to the invalid value." },
          header: { type: "string", description: "The invalid header." },
          nearest: { type: "string", description: "The known name closest to the unknown one." },
          detail: { ...told, description: "What is wrong there." },
        },
        required: ["detail"],
        additionalProperties: true,
      },
    },
    details: { type: "object", description: "Details for programs.", additionalProperties: true },
    "violated-policies": {
      type: "array",
      maxItems: 10,
      items: text,
      description: "The rate limits that were exceeded.",
    },
    requestId: { type: "string", description: "Request id as in our logs; give it to the operator." },
  },
  required: ["type", "title", "status", "detail", "instance", "code", "requestId"],
  additionalProperties: false,
};

const inHeader = (name: string, description: string, more: Schema): Schema => ({
  name,
  in: "header",
  required: false,
  description,
  schema: text,
  ...more,
});

/** Optional parameters have no example: API consoles would send it. */
export const parameters: Record<string, Schema> = {
  RequestId: inHeader(
    "X-Request-ID",
    "Comes back with the answer and stands in our logs; one of over 128 characters, or with others than letters, digits and `_.:+/=-`, is replaced.",
    { schema: { type: "string" } },
  ),
  IdempotencyKey: inHeader(
    "Idempotency-Key",
    "The same key and payload get the same response for 24 hours: use a new key for a new request, the same key for a retry. Such as `8e03978e-40d5-43e8-bc93-6894a57f9324`.",
    { schema: { type: "string", minLength: 1, maxLength: 257, pattern: "^[\\x20-\\x7e]+$" } },
  ),
  IfMatch: inHeader("If-Match", 'The ETag that you read, such as `"3"`: 412 when the resource has changed since.', {}),
  IfMatchRequired: inHeader(
    "If-Match",
    "The ETag that you read: 412 when it has changed since, 428 when it is missing. `*` overwrites whatever is there.",
    { required: true, example: '"3"' },
  ),
  IfNoneMatch: inHeader("If-None-Match", "ETag of the version that you have: 304 when it is current.", {}),
  Fields: {
    name: "fields",
    in: "query",
    required: false,
    description:
      "Only these fields (of each entry in a list); dots select nested fields: `number,totals.total,lines.sku`.",
    style: "form",
    explode: false,
    schema: { type: "array", maxItems: 50, items: { type: "string", minLength: 1, maxLength: 200 } },
  },
};

const header = (description: string, more: Schema = {}): Schema => ({ description, schema: text, ...more });

/** Headers of every response of an operation. */
export const commonHeaders = ["X-Request-ID", "RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin"] as const;

export const headers: Record<string, Schema> = {
  "X-Request-ID": header("Yours, or a generated one.", { required: true }),
  RateLimit: header("Remaining requests, and seconds until the limit is reset.", {
    example: '"key";r=599;t=60',
  }),
  "RateLimit-Policy": header("The applicable limit: requests and seconds.", {
    example: '"key";q=600;w=60',
  }),
  "Access-Control-Allow-Origin": header("Your origin, when the operator allows it.", {
    example: "https://shop.example.com",
  }),
  "WWW-Authenticate": header("The missing scope (RFC 6750).", {
    example: 'Bearer realm="crossdock", error="insufficient_scope", scope="orders:write"',
  }),
  "Retry-After": header("Seconds to wait before a retry.", {
    schema: { type: "string", pattern: "^\\d{1,6}$" },
    example: "12",
  }),
  ETag: header("The version, for If-Match and If-None-Match.", { example: '"3"' }),
  "Accept-Ranges": header("Ranges are supported.", {
    schema: { type: "string", const: "bytes" },
    required: true,
  }),
  "Content-Disposition": header("Attachment with its file name.", {
    schema: { type: "string", maxLength: 2000 },
    required: true,
  }),
  "Content-Range": header("Range and total size.", {
    schema: { type: "string", maxLength: 100, pattern: "^bytes (\\d+-\\d+|\\*)/\\d+$" },
    required: true,
  }),
  Location: header("URL of the resource.", { schema: { type: "string", format: "uri-reference" }, required: true }),
  Link: header("The next page, when there is one (RFC 8288).", {
    example: '</api/v2/orders?cursor=…>; rel="next"',
  }),
  "Idempotent-Replayed": header("`true` when this is the response to an earlier call with the same key.", {
    schema: { type: "string", enum: ["true"] },
  }),
  "Preference-Applied": header("The preference of `Prefer` that was applied.", {
    schema: { type: "string", enum: ["return=minimal", "respond-async"] },
  }),
  "X-Cache": header("Whether the body came from the cache; it is current either way.", {
    schema: { type: "string", enum: ["HIT", "MISS"] },
  }),
};

export const notModified: Schema = {
  description: "Not modified.",
  headers: Object.fromEntries(
    [...commonHeaders, "ETag", "X-Cache"].map((name) => [name, referenceTo("headers", name)]),
  ),
};
