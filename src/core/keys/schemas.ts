import { z } from "zod";
import { addressText, networkStart, parseRange, rangeText } from "../kernel/ip-range.ts";
import { Id, IfVersion, Instant, InstantInput, RequiredText, Scope } from "../kernel/shapes.ts";

/** Normalised to its canonical text, so that a range is found and compared by it. */
export const AllowedAddress = z
  .string()
  .trim()
  .max(50)
  .superRefine((text, context) => {
    const range = parseRange(text);
    if (range === undefined) {
      context.addIssue("This is neither an address nor a range such as 203.0.113.0/24 or 2001:db8::/32.");
      return;
    }
    const start = networkStart(range);
    if (range.prefix === 0) context.addIssue("This is every address. Leave the list empty to allow all.");
    else if (start.value !== range.value)
      context.addIssue(`This is an address within the range ${addressText(start)}/${range.prefix}: which is meant?`);
  })
  .overwrite((text) => {
    const range = parseRange(text);
    return range === undefined ? text : rangeText(range);
  })
  .meta({ example: "203.0.113.0/24" });

export const KeyLimit = z
  .strictObject({
    requests: z.int().min(1).max(10_000_000).describe("Requests per window, over all processes."),
    windowS: z.int().min(1).max(86_400).describe("The window, in seconds."),
  })
  .meta({ id: "ApiKeyLimit", example: { requests: 600, windowS: 60 } });
export type KeyLimit = z.output<typeof KeyLimit>;

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

const keyFields = {
  name: RequiredText(120),
  scopes: z.array(Scope).min(1, "A key may do at least one thing.").transform(distinct),
  allowedAddresses: z
    .array(AllowedAddress)
    .max(100)
    .transform(distinct)
    .describe("Addresses and CIDR ranges, IPv4 and IPv6, from which the key is accepted. Empty: from everywhere."),
  limit: KeyLimit.nullable().describe("The key's own limit in place of the one for all keys; null: that one."),
};

export const CreateApiKeyInput = z
  .strictObject({
    ...keyFields,
    allowedAddresses: keyFields.allowedAddresses.optional(),
    limit: keyFields.limit.optional(),
    expiresAt: InstantInput.optional().describe("Absent: until it is revoked."),
    soapSecret: z
      .boolean()
      .optional()
      .describe("True: with a second secret for WS-Security digests. Only SOAP callers without TLS need it."),
  })
  .meta({ id: "CreateApiKey", example: { name: "Web shop", scopes: ["orders:write", "orders:read"] } });

export const UpdateApiKeyInput = z
  .strictObject({ ...keyFields, expiresAt: InstantInput.nullable().describe("Null: until it is revoked.") })
  .partial()
  .extend({ id: Id, ifVersion: IfVersion })
  .meta({ example: { id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11", allowedAddresses: ["203.0.113.0/24"] } });

/** Thirty days. */
export const LONGEST_OVERLAP_HOURS = 720;

export const RotateApiKeyInput = z.strictObject({
  id: Id,
  overlapHours: z
    .int()
    .min(0)
    .max(LONGEST_OVERLAP_HOURS)
    .default(24)
    .describe("Hours for which the secrets before stay valid, at most; 0 ends them at once."),
});

export const ApiKeyId = z.strictObject({ id: Id });

const KeySecret = z
  .object({
    hint: z.string().describe("Its first characters."),
    lastUsedAt: Instant.nullable(),
    endsAt: Instant.nullable().describe("Null for the current one, which ends with the key."),
  })
  .meta({ id: "ApiKeySecret" });

export const ApiKeyView = z
  .object({
    id: Id,
    name: z.string(),
    hint: z.string().describe("First characters of the key, to identify it."),
    scopes: z.array(z.string()),
    hasSoapSecret: z.boolean().describe("Whether it may sign in by WS-Security digest."),
    allowedAddresses: z.array(z.string()).describe("Where it is accepted from; empty: everywhere."),
    limit: KeyLimit.nullable(),
    secrets: z.array(KeySecret).describe("The current one, then those before it that are still valid."),
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    rotatedAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
    lastV1UseAt: Instant.nullable().describe("Last call to the deprecated REST v1; null when there was none."),
    revokedAt: Instant.nullable(),
    version: z.int(),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyView = z.output<typeof ApiKeyView>;

export const ApiKeyPage = z.object({ data: z.array(ApiKeyView), nextCursor: z.string().nullable() });

export const CreatedApiKey = ApiKeyView.extend({
  secret: z
    .string()
    .nullable()
    .describe("The key itself, shown this once; null when the call is a repeat with the same idempotency key."),
  soapSecret: z
    .string()
    .nullable()
    .describe("The secret of digests, shown this once; null when the key has none, and in repeats."),
}).meta({ id: "CreatedApiKey" });
