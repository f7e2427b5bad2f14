import { bigint, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

/** Mailed links to choose a new password. */
export const passwordResets = pgTable(
  "password_resets",
  {
    tenantId: tenantId(),
    id: ident(),
    userId: uuid("user_id").notNull(),
    /** SHA-256 of the token; the token itself is in the mail only. */
    hash: text("hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** Also of links that another one has ended. */
    usedAt: instant("used_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("password_resets_user").on(t.tenantId, t.userId),
    index("password_resets_expired").on(t.expiresAt),
  ],
);

/** Authenticator apps, in force once confirmed by a code. */
export const factors = pgTable(
  "factors",
  {
    tenantId: tenantId(),
    id: ident(),
    userId: uuid("user_id").notNull(),
    name: text("name").notNull(),
    /** Sealed. */
    secret: text("secret").notNull(),
    /** The last step whose code has counted: each counts once. */
    lastStep: bigint("last_step", { mode: "number" }),
    createdAt: instant("created_at").notNull(),
    confirmedAt: instant("confirmed_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("factors_user").on(t.tenantId, t.userId)],
);

/** For who has lost their device. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    tenantId: tenantId(),
    userId: uuid("user_id").notNull(),
    /** SHA-256 of the code, which has 80 random bits. */
    hash: text("hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId, t.hash] })],
);

sealed(factors.secret);
