import type { z } from "zod";
import type { CustomerLinkView } from "./schemas.ts";
import type { LinkRecord } from "./store.ts";

export const viewOf = (link: LinkRecord): z.input<typeof CustomerLinkView> => ({
  ...link,
  createdAt: link.createdAt.toISOString(),
  expiresAt: link.expiresAt.toISOString(),
  revokedAt: link.revokedAt?.toISOString() ?? null,
  lastUsedAt: link.lastUsedAt?.toISOString() ?? null,
});
