import { z } from "zod";
import { Id, Instant, InstantInput, RequiredText, Scope } from "../kernel/shapes.ts";

export const CreateApiKeyInput = z
  .strictObject({
    name: RequiredText(120),
    scopes: z
      .array(Scope)
      .min(1, "A key may do at least one thing.")
      .transform((scopes) => [...new Set(scopes)]),
    expiresAt: InstantInput.optional().describe("Absent: until it is revoked."),
    soapSecret: z
      .boolean()
      .optional()
      .describe("True: with a second secret for WS-Security digests. Only SOAP callers without TLS need it."),
  })
  .meta({ id: "CreateApiKey", example: { name: "Web shop", scopes: ["orders:write", "orders:read"] } });

export const ApiKeyView = z
  .object({
    id: Id,
    name: z.string(),
    hint: z.string().describe("First characters of the key, to identify it."),
    scopes: z.array(z.string()),
    hasSoapSecret: z.boolean().describe("Whether it may sign in by WS-Security digest."),
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
    lastV1UseAt: Instant.nullable().describe("Last call to the deprecated REST v1; null when there was none."),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: "ApiKey" });

export const CreatedApiKey = ApiKeyView.extend({
  secret: z
    .string()
    .nullable()
    .describe("The key itself, shown this once; null when the call is a repeat with the same idempotency key."),
  soapSecret: z
    .string()
    .nullable()
    .describe("The secret of digests, shown this once; null when none was asked for, and in repeats."),
}).meta({ id: "CreatedApiKey" });
