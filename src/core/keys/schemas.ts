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
  })
  .meta({ id: "CreateApiKey", example: { name: "Web shop", scopes: ["orders:write", "orders:read"] } });

export const ApiKeyView = z
  .object({
    id: Id,
    name: z.string(),
    hint: z.string().describe("First characters of the key, to identify it."),
    scopes: z.array(z.string()),
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
}).meta({ id: "CreatedApiKey" });
