import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

export const oauthClients = pgTable(
  "oauth_clients",
  {
    tenantId: tenantId(),
    /** The `client_id`. */
    id: ident(),
    name: text("name").notNull(),
    /** The first characters of the secret, shown to identify it. */
    hint: text("hint").notNull(),
    /** SHA-256 of the secret, which is shown once and never stored. */
    hash: text("hash").notNull(),
    scopes: text("scopes").array().notNull(),
    redirectUris: text("redirect_uris").array().notNull().default([]),
    /** True: it may take the passwords of users. */
    firstParty: boolean("first_party").notNull().default(false),
    createdBy: text("created_by").notNull(),
    /** The creator, `user | api_key`, whose rights limit this client; absent for the operator's own clients. */
    makerType: text("maker_type"),
    makerId: uuid("maker_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("oauth_clients_id").on(t.id)],
);

/** What a client was granted, for itself or for a user: a family of tokens, which ends as a whole. */
export const oauthGrants = pgTable(
  "oauth_grants",
  {
    tenantId: tenantId(),
    id: ident(),
    clientId: uuid("client_id").notNull(),
    /** Absent: the client acts for itself. */
    userId: uuid("user_id"),
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** From then on no token of it is valid. */
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("oauth_grants_user")
      .on(t.tenantId, t.userId)
      .where(sql`${t.userId} is not null`),
    index("oauth_grants_ended").on(t.expiresAt),
  ],
);

/** Refresh tokens, each of which counts once. */
export const oauthRefreshTokens = pgTable(
  "oauth_refresh_tokens",
  {
    /** SHA-256 of the token. */
    hash: text("hash").primaryKey(),
    tenantId: tenantId(),
    grantId: uuid("grant_id").notNull(),
    /** With the token itself, which is not stored, it gives the token that follows. */
    seed: text("seed").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("oauth_refresh_tokens_ended").on(t.expiresAt)],
);

/** The keys that sign access tokens, of all tenants. */
export const signingKeys = pgTable("signing_keys", {
  /** Counted up, so that processes that make the next key at once agree on one. */
  generation: integer("generation").primaryKey(),
  /** JWK thumbprint (RFC 7638). */
  kid: text("kid").notNull().unique(),
  publicKey: jsonb("public_key").notNull(),
  /** A JWK, sealed. */
  privateKey: text("private_key").notNull(),
  /** Published before, so that others who keep the set of keys know it in time. */
  signsAt: instant("signs_at").notNull(),
});

sealed(signingKeys.privateKey);
