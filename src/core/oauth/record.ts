import type { z } from "zod";
import type { OAuthClientView } from "./schemas.ts";
import type { ClientRecord } from "./store.ts";

export const viewOf = ({ id, ...client }: ClientRecord): z.input<typeof OAuthClientView> => ({
  ...client,
  clientId: id,
  createdAt: client.createdAt.toISOString(),
  lastUsedAt: client.lastUsedAt?.toISOString() ?? null,
  revokedAt: client.revokedAt?.toISOString() ?? null,
});
