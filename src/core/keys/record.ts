import type { z } from "zod";
import type { ApiKeyView } from "./schemas.ts";
import type { FormerSecret, KeyRecord } from "./store.ts";

export const viewOf = ({ formerSecrets, ...key }: KeyRecord, now: Date): z.input<typeof ApiKeyView> => {
  const former = formerSecrets.map(({ hint, endsAt, lastUsedAt }) => ({
    hint,
    endsAt: new Date(endsAt).toISOString(),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
  }));
  const lastUsedAt = key.lastUsedAt?.toISOString() ?? null;
  const uses = [lastUsedAt, ...former.map((secret) => secret.lastUsedAt)].filter((at) => at !== null);
  const working = former.filter(({ endsAt }) => endsAt > now.toISOString());
  return {
    ...key,
    secrets: [{ hint: key.hint, endsAt: null, lastUsedAt }, ...working],
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    rotatedAt: key.rotatedAt?.toISOString() ?? null,
    lastUsedAt: uses.toSorted().at(-1) ?? null,
    lastV1UseAt: key.lastV1UseAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
};

/** What a key starts with. */
export const notYet = {
  lastUsedAt: null,
  lastV1UseAt: null,
  revokedAt: null,
  rotatedAt: null,
  version: 1,
  formerSecrets: [] as FormerSecret[],
};
