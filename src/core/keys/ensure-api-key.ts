import { z } from "zod";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { RequiredText, Scope } from "../kernel/shapes.ts";
import { apiKeyCreated } from "./events.ts";
import { hashOf, hintOf, isWellFormed } from "./key-format.ts";
import { notYet, viewOf } from "./record.ts";
import { ApiKeyView } from "./schemas.ts";
import { findKey, insertKey, type KeyRecord } from "./store.ts";

const WellFormedKey = z.string().refine(isWellFormed, "This is no key that could ever be used: was it mistyped?");

/** For keys created elsewhere: `BOOTSTRAP_API_KEY` is stored as given, once. */
export const ensureApiKey = command({
  name: "apiKeys.ensure",
  summary: "Registers an API key that was generated elsewhere. Idempotent.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ name: RequiredText(120), key: WellFormedKey, scopes: z.array(Scope).min(1) }),
  output: ApiKeyView,
  failures: [],
  secrets: ["key"],
  run: async (context, { name, key: raw, scopes }) => {
    const { tx, now, actor } = context;
    const known = await findKey(tx, hashOf(raw));
    if (known !== undefined) return viewOf(known, now);
    const key: KeyRecord = {
      ...notYet,
      id: newId(),
      name,
      hint: hintOf(raw),
      scopes,
      hasSoapSecret: false,
      allowedAddresses: [],
      limit: null,
      createdBy: actor.name,
      maker: null,
      createdAt: now,
      expiresAt: null,
    };
    insertKey(context, key, { hash: hashOf(raw), soapSecret: null });
    context.emit(apiKeyCreated(key.id, viewOf(key, now)));
    return viewOf(key, now);
  },
});
