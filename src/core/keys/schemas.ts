import { z } from "zod";
import { Id, Instant, InstantInput, RequiredText } from "../kernel/shapes.ts";
import { Scope } from "../users/schemas.ts";

export const CreateApiKeyInput = z
  .strictObject({
    name: RequiredText(120),
    scopes: z
      .array(Scope)
      .min(1, "A key may do at least one thing.")
      .transform((scopes) => [...new Set(scopes)]),
    /** Absent: until it is revoked. */
    expiresAt: InstantInput.optional(),
  })
  .meta({ id: "CreateApiKey", example: { name: "Web shop", scopes: ["orders:write", "orders:read"] } });

export const ApiKeyView = z
  .object({
    id: Id,
    name: z.string(),
    /** Its first characters, to tell keys apart. */
    hint: z.string(),
    scopes: z.array(z.string()),
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
    /** The last call of the deprecated REST v1; null when there was none. */
    lastV1UseAt: Instant.nullable(),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: "ApiKey" });

export const CreatedApiKey = ApiKeyView.extend({
  /** The key itself, shown this once; null when the call is a repeat with the same idempotency key. */
  secret: z.string().nullable(),
}).meta({ id: "CreatedApiKey" });
