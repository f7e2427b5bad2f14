import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";
import { sealed } from "./sealed.ts";

export const tenants = pgTable("tenants", {
  id: uuid("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  currency: text("currency").notNull(),
  locale: text("locale").notNull().default("en-GB"),
  timeZone: text("time_zone").notNull().default("Europe/London"),
  /** Whether everybody needs a second factor to sign in. */
  secondFactor: boolean("second_factor").notNull().default(false),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const users = pgTable(
  "users",
  {
    tenantId: tenantId(),
    id: ident(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    /** With the role `custom`: which of the tenant's own. A deleted user has none. */
    roleId: uuid("role_id"),
    passwordHash: text("password_hash"),
    active: boolean("active").notNull().default(true),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** A deleted user keeps a row without name and email, so that references to it stay valid. */
    deletedAt: instant("deleted_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("users_email").on(sql`lower(${t.email})`)],
);

/** A tenant's own roles, besides the built-in ones. */
export const roles = pgTable(
  "roles",
  {
    tenantId: tenantId(),
    id: ident(),
    name: text("name").notNull(),
    /** The name in lower case, by which it is unique. */
    nameKey: text("name_key").notNull(),
    description: text("description").notNull(),
    scopes: text("scopes").array().notNull(),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("roles_name").on(t.tenantId, t.nameKey)],
);

export const invitations = pgTable(
  "invitations",
  {
    tenantId: tenantId(),
    id: ident(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    roleId: uuid("role_id"),
    /** SHA-256 of the token in the link. */
    tokenHash: text("token_hash").notNull(),
    /** Sealed, for the worker that sends the mail; null once the link has ended. */
    tokenSealed: text("token_sealed"),
    invitedBy: text("invited_by").notNull(),
    /** Who answers for it, `user | api_key | client`; absent for the operator. */
    makerType: text("maker_type"),
    makerId: uuid("maker_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    sentAt: instant("sent_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
    userId: uuid("user_id"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("invitations_token").on(t.tenantId, t.tokenHash),
    uniqueIndex("invitations_email")
      .on(t.tenantId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
    index("invitations_created").on(t.tenantId, t.createdAt),
  ],
);

sealed(invitations.tokenSealed);

/** Sign-in attempts, counted per email and per address in windows; shared by all processes, so a limit is global. */
export const signInThrottles = pgTable(
  "sign_in_throttles",
  {
    /** SHA-256 of the email or address. */
    key: text("key").primaryKey(),
    failures: integer("failures").notNull(),
    startedAt: instant("started_at").notNull(),
  },
  (t) => [index("sign_in_throttles_started").on(t.startedAt)],
);

export const sessions = pgTable(
  "sessions",
  {
    tenantId: tenantId(),
    id: ident(),
    userId: uuid("user_id").notNull(),
    userAgent: text("user_agent"),
    ip: text("ip"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** When its person last proved who they are. */
    provedAt: instant("proved_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("sessions_user").on(t.tenantId, t.userId)],
);

/** Of who has given a password and not the second factor. What reads sessions knows nothing of them: they open nothing. */
export const pendingSessions = pgTable(
  "pending_sessions",
  {
    tenantId: tenantId(),
    id: ident(),
    userId: uuid("user_id").notNull(),
    /** `code`; `enrolment` where one is required and there is none; `promotion` once one was added. */
    awaits: text("awaits").notNull(),
    userAgent: text("user_agent"),
    ip: text("ip"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("pending_sessions_user").on(t.tenantId, t.userId),
    index("pending_sessions_expired").on(t.expiresAt),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    tenantId: tenantId(),
    id: ident(),
    name: text("name").notNull(),
    /** The first characters, shown to identify the key. */
    hint: text("hint").notNull(),
    /** SHA-256 of the whole key; the key itself is shown once and never stored. */
    hash: text("hash").notNull().unique(),
    /** Sealed: the secret of WS-Security digests, which cannot be checked against a hash. */
    soapSecret: text("soap_secret"),
    scopes: text("scopes").array().notNull(),
    createdBy: text("created_by").notNull(),
    /** The creator, `user | api_key`, whose removal revokes this key; absent for the operator's own keys. */
    makerType: text("maker_type"),
    makerId: uuid("maker_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    /** Last call of the deprecated REST v1, to notify its remaining users. */
    lastV1UseAt: instant("last_v1_use_at"),
    revokedAt: instant("revoked_at"),
    /** CIDR; empty: every address. */
    allowedAddresses: text("allowed_addresses")
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Its own quota, in place of the one for all keys. */
    limitRequests: integer("limit_requests"),
    limitWindowS: integer("limit_window_s"),
    rotatedAt: instant("rotated_at"),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("api_keys_maker")
      .on(t.tenantId, t.makerId)
      .where(sql`${t.makerId} is not null`),
    index("api_keys_soap_id")
      .on(sql`(${t.id}::text)`)
      .where(sql`${t.soapSecret} is not null`),
    index("api_keys_soap_name")
      .on(t.name)
      .where(sql`${t.soapSecret} is not null`),
  ],
);

/** Secrets that a rotation has replaced. They stay: a secret that has ended is never a new key. */
export const formerKeySecrets = pgTable(
  "former_key_secrets",
  {
    tenantId: tenantId(),
    keyId: uuid("key_id").notNull(),
    hint: text("hint").notNull(),
    hash: text("hash").notNull().unique(),
    /** Sealed. */
    soapSecret: text("soap_secret"),
    endsAt: instant("ends_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.keyId, t.hash] })],
);

sealed(apiKeys.soapSecret, formerKeySecrets.soapSecret);

/** Nonces of WS-Security tokens, each of which counts once. */
export const tokenNonces = pgTable(
  "token_nonces",
  {
    tenantId: tenantId(),
    keyId: uuid("key_id").notNull(),
    nonce: text("nonce").notNull(),
    keptUntil: instant("kept_until").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.keyId, t.nonce] }), index("token_nonces_kept").on(t.keptUntil)],
);

export const channels = pgTable(
  "channels",
  {
    tenantId: tenantId(),
    id: ident(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    currency: text("currency").notNull(),
    /** `included`: prices contain tax; `excluded`: tax is added on top. */
    taxMode: text("tax_mode").notNull().default("included"),
    taxRateBps: integer("tax_rate_bps").notNull().default(0),
    /** Location codes in the order in which they serve this channel; empty means all, by code. */
    /** True: orders may ship once payment is authorised; false: once it is captured. */
    shipAuthorized: boolean("ship_authorized").notNull().default(false),
    locationOrder: text("location_order").array().notNull().default([]),
    active: boolean("active").notNull().default(true),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("channels_code").on(t.tenantId, t.code)],
);

export const locations = pgTable(
  "locations",
  {
    tenantId: tenantId(),
    id: ident(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    address: jsonb("address"),
    active: boolean("active").notNull().default(true),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), uniqueIndex("locations_code").on(t.tenantId, t.code)],
);
