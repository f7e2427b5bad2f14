import type { Schema } from "./openapi-schemas.ts";

const text = { type: "string" };

export const referenceTo = (part: string, name: string): Schema => ({ $ref: `#/components/${part}/${name}` });

/** It may repeat whatever was sent. */
const told = { type: "string", pattern: "^[\\s\\S]*$" };

export const problemSchema: Schema = {
  type: "object",
  description: "What went wrong (RFC 9457).",
  properties: {
    type: { type: "string", format: "uri-reference", description: "A page about this kind of problem." },
    title: { type: "string", description: "The kind of problem in a few words, always the same for a status." },
    status: { type: "integer", minimum: 400, maximum: 599, description: "The answer's HTTP status." },
    detail: { ...told, description: "What is wrong this time, for people." },
    instance: { type: "string", format: "uri-reference", description: "The address that was asked for." },
    code: { type: "string", pattern: "^[a-z_]+(\\.[a-z_]+)?$", description: "For programs; stable." },
    errors: {
      type: "array",
      maxItems: 1000,
      description: "Each fault by itself, with any figures that help to mend it.",
      items: {
        type: "object",
        properties: {
          pointer: { ...told, description: "JSON Pointer (RFC 6901) to what is wrong." },
          header: { type: "string", description: "The header that is wrong." },
          nearest: { type: "string", description: "The known name that looks most like the unknown one." },
          detail: { ...told, description: "What is wrong there." },
        },
        required: ["detail"],
        additionalProperties: true,
      },
    },
    details: { type: "object", description: "Figures that help to go on.", additionalProperties: true },
    "violated-policies": {
      type: "array",
      maxItems: 10,
      items: text,
      description: "The rate limits that were exceeded.",
    },
    requestId: { type: "string", description: "Stands in our logs; tell it to the operator." },
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

/** Without examples where they may be left out: pages that try operations out would send them. */
export const parameters: Record<string, Schema> = {
  RequestId: inHeader(
    "X-Request-ID",
    "Comes back with the answer and stands in our logs; one of over 128 characters, or with others than letters, digits and `_.:+/=-`, is replaced.",
    { schema: { type: "string" } },
  ),
  IdempotencyKey: inHeader(
    "Idempotency-Key",
    "The same key and payload get the same answer for 24 hours: send a new one for new work, the old one to try again. Such as `8e03978e-40d5-43e8-bc93-6894a57f9324`.",
    { schema: { type: "string", minLength: 1, maxLength: 257, pattern: "^[\\x20-\\x7e]+$" } },
  ),
  IfMatch: inHeader("If-Match", 'The ETag that you read, such as `"3"`: 412 when the resource has changed since.', {}),
  IfMatchRequired: inHeader(
    "If-Match",
    "The ETag that you read: 412 when it has changed since, 428 when it is missing. `*` overwrites whatever is there.",
    { required: true, example: '"3"' },
  ),
  IfNoneMatch: inHeader("If-None-Match", "The ETag of what you have: 304 when it is still the newest.", {}),
  Fields: {
    name: "fields",
    in: "query",
    required: false,
    description: "Only these fields, of each entry in a list; dots lead into objects: `number,totals.total,lines.sku`.",
    style: "form",
    explode: false,
    schema: { type: "array", maxItems: 50, items: { type: "string", minLength: 1, maxLength: 200 } },
  },
};

const header = (description: string, more: Schema = {}): Schema => ({ description, schema: text, ...more });

/** What every answer of an operation may carry. */
export const commonHeaders = ["X-Request-ID", "RateLimit", "RateLimit-Policy", "Access-Control-Allow-Origin"] as const;

export const headers: Record<string, Schema> = {
  "X-Request-ID": header("Yours, or one that we made.", { required: true }),
  RateLimit: header("What is left of the limit, and the seconds until it is whole again.", {
    example: '"key";r=599;t=60',
  }),
  "RateLimit-Policy": header("The limit that you are charged to: requests and seconds.", {
    example: '"key";q=600;w=60',
  }),
  "Access-Control-Allow-Origin": header("Your origin, when the operator allows its pages to read our answers.", {
    example: "https://shop.example.com",
  }),
  "WWW-Authenticate": header("What the key lacks (RFC 6750).", {
    example: 'Bearer realm="crossdock", error="insufficient_scope", scope="orders:write"',
  }),
  "Retry-After": header("Seconds after which a new try makes sense.", {
    schema: { type: "string", pattern: "^\\d{1,6}$" },
    example: "12",
  }),
  ETag: header("The version, for If-Match and If-None-Match.", { example: '"3"' }),
  "Accept-Ranges": header("Parts of it can be asked for by `Range`.", {
    schema: { type: "string", const: "bytes" },
    required: true,
  }),
  "Content-Disposition": header("It is a file to keep, and its name.", {
    schema: { type: "string", maxLength: 2000 },
    required: true,
  }),
  "Content-Range": header("Which part this is, and of how much.", {
    schema: { type: "string", maxLength: 100, pattern: "^bytes (\\d+-\\d+|\\*)/\\d+$" },
    required: true,
  }),
  Location: header("Where it is now.", { schema: { type: "string", format: "uri-reference" }, required: true }),
  Link: header("The next page, when there is one (RFC 8288).", {
    example: '</api/v2/orders?cursor=…>; rel="next"',
  }),
  "Idempotent-Replayed": header("`true` when this is the answer of an earlier call with the same key.", {
    schema: { type: "string", enum: ["true"] },
  }),
  "Preference-Applied": header("The preference of `Prefer` that was followed.", {
    schema: { type: "string", enum: ["return=minimal", "respond-async"] },
  }),
  "X-Cache": header("Whether the body came from memory; it is the newest either way.", {
    schema: { type: "string", enum: ["HIT", "MISS"] },
  }),
};

export const notModified: Schema = {
  description: "You have the newest version already.",
  headers: Object.fromEntries(
    [...commonHeaders, "ETag", "X-Cache"].map((name) => [name, referenceTo("headers", name)]),
  ),
};
