import { z } from "zod";
import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { oauthTokensRevoked } from "./events.ts";
import { endGrant } from "./store.ts";

export const revokeOAuthTokens = command({
  name: "oauthClients.revokeTokens",
  summary: "Revokes all tokens of one grant. Once this returns, no process accepts any of them. Idempotent.",
  scope: "system",
  audience: "operator",
  settleMs: KEY_LEASE_MS + 50,
  input: z.strictObject({ grantId: Id, reason: z.enum(["requested", "reused"]) }),
  output: z.object({ grantId: Id }),
  failures: [],
  run: async (context, { grantId, reason }) => {
    const grant = await endGrant(context, grantId);
    if (grant !== undefined) context.emit(oauthTokensRevoked(grant.clientId, { reason, userId: grant.userId }));
    return { grantId };
  },
});
