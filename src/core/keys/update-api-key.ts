import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { notFound, stale } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes, refuseBeyondOwn } from "../kernel/own-scopes.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { openKey } from "./access.ts";
import { alreadyExpired, keyEnded, notOwnKey } from "./errors.ts";
import { apiKeyUpdated } from "./events.ts";
import { earlier, makersEndOf } from "./makers-end.ts";
import { viewOf } from "./record.ts";
import { ApiKeyView, UpdateApiKeyInput } from "./schemas.ts";
import { type KeyRecord, updateKey } from "./store.ts";

const changeable = ["name", "scopes", "allowedAddresses", "limit", "expiresAt"] as const;

export const updateApiKey = command({
  name: "apiKeys.update",
  summary: "Updates the name, scopes, addresses, limit or expiry of a key. In force everywhere once this returns.",
  scope: "keys:write",
  audience: "public",
  freshProof: true,
  settleMs: KEY_LEASE_MS + 50,
  input: UpdateApiKeyInput,
  output: ApiKeyView,
  failures: [notFound, stale, beyondOwnScopes, alreadyExpired, keyEnded, notOwnKey],
  run: async (context, { id, ifVersion, expiresAt, ...changes }) => {
    const { tx, now, actor, emit } = context;
    refuseBeyondOwn(actor, changes.scopes ?? []);
    const wanted = expiresAt === undefined || expiresAt === null ? expiresAt : new Date(expiresAt);
    if (wanted instanceof Date && wanted <= now) throw alreadyExpired();
    const before = await openKey(context, { id, ifVersion });
    await context.race("apiKeys.update:read");
    const after: KeyRecord = {
      ...before,
      ...present(changes),
      ...(wanted !== undefined && { expiresAt: earlier(wanted, await makersEndOf(tx, before.maker)) }),
      version: before.version + 1,
    };
    if (isUnchanged(before, after)) return viewOf(before, now);
    updateKey(context, after);
    const changed = changeable.filter((field) => !isUnchanged({ field: before[field] }, { field: after[field] }));
    const view = viewOf(after, now);
    emit(apiKeyUpdated(id, { ...view, changed }));
    return view;
  },
});
