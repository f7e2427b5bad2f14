import { errorTable } from "#transports/shared/error-table.ts";
import { httpRefusals } from "#transports/shared/http-refusal.ts";
import type { Schema } from "./openapi-schemas.ts";

const text = { type: "string" };

export const problemSchema: Schema = {
  type: "object",
  description: "What went wrong (RFC 9457).",
  properties: {
    type: { type: "string", format: "uri-reference", description: "A page about this kind of problem." },
    title: text,
    status: { type: "integer" },
    detail: text,
    instance: { type: "string", format: "uri-reference" },
    code: { type: "string", description: "For programs; stable." },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: {
          pointer: { type: "string", description: "JSON Pointer (RFC 6901) to what is wrong." },
          detail: text,
        },
        required: ["detail"],
      },
    },
    details: { type: "object", description: "Figures that help to go on." },
    requestId: text,
  },
  required: ["type", "title", "status", "detail", "instance", "code", "requestId"],
};

const known = [
  ...Object.values(errorTable).map(({ http, title }) => ({ status: http as number, title: title as string })),
  ...Object.values(httpRefusals),
];

const exampleCodes: Record<number, string> = {
  400: "request.invalid",
  401: "auth.required",
  403: "auth.forbidden",
  404: "resource.not_found",
  409: "inventory.insufficient_stock",
  412: "resource.stale",
  422: "idempotency.key_reused",
  428: "request.if_match_required",
  429: "request.limited",
  500: "internal",
  503: "service.unavailable",
  504: "request.timeout",
};

function codeOf(status: number): string {
  const refusal = Object.entries(httpRefusals).find(([, each]) => each.status === status);
  return refusal?.[0] ?? exampleCodes[status] ?? "internal";
}

const extraHeaders: Record<number, readonly string[]> = {
  401: ["WWW-Authenticate"],
  403: ["WWW-Authenticate"],
  405: ["Allow"],
  409: ["Retry-After"],
  429: ["Retry-After"],
  503: ["Retry-After"],
};

function problemResponse({ status, title }: { status: number; title: string }): [string, Schema] {
  const code = codeOf(status);
  const example = {
    type: `/problems/${code}`,
    title,
    status,
    detail: title,
    instance: "/api/v2/orders",
    code,
    requestId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  };
  const names = ["X-Request-ID", ...(extraHeaders[status] ?? [])];
  const schema = { $ref: "#/components/schemas/Problem" };
  return [
    String(status),
    {
      description: title,
      headers: Object.fromEntries(
        names.map((name) => [
          name,
          name === "X-Request-ID" ? { $ref: "#/components/headers/RequestId" } : { schema: text },
        ]),
      ),
      content: { "application/problem+json": { schema, example } },
    },
  ];
}

export const problemResponses: Record<string, Schema> = {
  "304": {
    description: "You have the newest version already.",
    headers: { ETag: { $ref: "#/components/headers/ETag" } },
  },
  ...Object.fromEntries(known.toSorted((a, b) => a.status - b.status).map(problemResponse)),
};

const inHeader = (name: string, description: string, more: Schema): Schema => ({
  name,
  in: "header",
  required: false,
  description,
  schema: text,
  ...more,
});

export const parameters: Record<string, Schema> = {
  RequestId: inHeader("X-Request-ID", "Comes back with the answer and stands in our logs.", { example: "a1b2c3" }),
  IdempotencyKey: inHeader(
    "Idempotency-Key",
    "The same key and payload get the same answer for 24 hours: send a new one for new work, the old one to try again.",
    { schema: { type: "string", minLength: 1, maxLength: 257 }, example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"' },
  ),
  IfMatch: inHeader("If-Match", "The ETag that you read: 412 when the resource has changed since.", { example: '"3"' }),
  IfMatchRequired: inHeader(
    "If-Match",
    "The ETag that you read: 412 when it has changed since, 428 when it is missing.",
    {
      required: true,
      example: '"3"',
    },
  ),
  IfNoneMatch: inHeader("If-None-Match", "The ETag of what you have: 304 when it is still the newest.", {
    example: '"3"',
  }),
};

parameters["Fields"] = {
  name: "fields",
  in: "query",
  required: false,
  description: "Only these fields of each entry, such as `id,totals.total`; what is left out is missing in the answer.",
  style: "form",
  explode: false,
  schema: { type: "array", items: { type: "string" }, maxItems: 50 },
};
parameters["Prefer"] = inHeader("Prefer", "`return=minimal` leaves out the body of the answer (RFC 7240).", {
  example: "return=minimal",
});

const header = (description: string, more: Schema = {}): Schema => ({ description, schema: text, ...more });

export const headers: Record<string, Schema> = {
  RequestId: header("Yours, or one that we made."),
  ETag: header("The version, for If-Match and If-None-Match.", { example: '"3"' }),
  Location: header("Where it is now.", { schema: { type: "string", format: "uri-reference" } }),
  Link: header("The next page, when there is one (RFC 8288).", {
    example: '</api/v2/orders?cursor=…>; rel="next"',
  }),
  RateLimit: header("What is left of the quota, and the seconds until it is whole again.", {
    example: '"key";r=119998;t=60',
  }),
  RateLimitPolicy: header("The quota and its window in seconds (draft-ietf-httpapi-ratelimit-headers-11).", {
    example: '"key";q=120000;w=60',
  }),
  IdempotentReplayed: header("`true` when this is the answer of an earlier call with the same key.", {
    schema: { type: "string", enum: ["true"] },
  }),
};
