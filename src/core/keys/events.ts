import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const apiKeyCreated = eventType({
  type: "api_key.created",
  description: "An API key was created.",
  subjectType: "api_key",
  data: z.object({ name: z.string(), scopes: z.array(z.string()), expiresAt: z.string().nullable() }),
});

export const apiKeyUpdated = eventType({
  type: "api_key.updated",
  description: "The name, scopes, allowed addresses, limit or expiry of an API key was changed.",
  subjectType: "api_key",
  data: z.object({
    name: z.string(),
    scopes: z.array(z.string()),
    allowedAddresses: z.array(z.string()),
    limit: z.object({ requests: z.int(), windowS: z.int() }).nullable(),
    expiresAt: z.string().nullable(),
    changed: z.array(z.string()),
  }),
});

export const apiKeyRotated = eventType({
  type: "api_key.rotated",
  description: "An API key has a new secret; those before it end at `previousUntil`, or have ended when it is null.",
  subjectType: "api_key",
  data: z.object({ name: z.string(), previousUntil: z.string().nullable() }),
});

export const apiKeyRevoked = eventType({
  type: "api_key.revoked",
  description: "An API key was revoked.",
  subjectType: "api_key",
  data: z.object({ name: z.string() }),
});
