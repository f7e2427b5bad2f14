import type { z } from "zod";
import type { ApiKeyView } from "./schemas.ts";
import type { KeyRecord } from "./store.ts";

export const viewOf = (key: KeyRecord): z.input<typeof ApiKeyView> => ({
  ...key,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  lastV1UseAt: key.lastV1UseAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
