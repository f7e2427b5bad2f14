import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const apiKeyCreated = eventType({
  type: "api_key.created",
  description: "An API key was created.",
  subjectType: "api_key",
  data: z.object({ name: z.string(), scopes: z.array(z.string()), expiresAt: z.string().nullable() }),
});

export const apiKeyRevoked = eventType({
  type: "api_key.revoked",
  description: "An API key was revoked.",
  subjectType: "api_key",
  data: z.object({ name: z.string() }),
});
