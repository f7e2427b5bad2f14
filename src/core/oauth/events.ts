import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const oauthClientCreated = eventType({
  type: "oauth_client.created",
  description: "An OAuth client was created.",
  subjectType: "oauth_client",
  data: z.object({ name: z.string(), scopes: z.array(z.string()), firstParty: z.boolean() }),
});

export const oauthClientRevoked = eventType({
  type: "oauth_client.revoked",
  description: "An OAuth client was revoked, and all its tokens with it.",
  subjectType: "oauth_client",
  data: z.object({ name: z.string() }),
});

export const oauthTokensRevoked = eventType({
  type: "oauth_client.tokens_revoked",
  description:
    "Tokens of an OAuth client were revoked: on its own request, or because a refresh token was used twice, as by a thief.",
  subjectType: "oauth_client",
  data: z.object({ reason: z.enum(["requested", "reused"]), userId: z.string().nullable() }),
});
