import { bigint, customType, index, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId } from "./columns.ts";

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const numbers = customType<{ data: string }>({ dataType: () => "int8multirange" });

/** The newest link of each tenant's chain over its events. Written by `link_events`, in the relay's transaction. */
export const auditHeads = pgTable("audit_heads", {
  tenantId: uuid("tenant_id").primaryKey(),
  /** 0: nothing is linked yet. */
  link: bigint("link", { mode: "number" }).notNull().default(0),
  head: bytes("head").notNull(),
  /** The digest of the newest batch. */
  batch: bytes("batch"),
  /** Events up to this `n` were there before the chain, and are not part of it. */
  startsAfter: bigint("starts_after", { mode: "number" }).notNull().default(0),
});

/** A link: the events of one tenant in one pass of the relay, and the head of the chain with them. Never updated. */
export const auditLinks = pgTable(
  "audit_links",
  {
    tenantId: tenantId(),
    link: bigint("link", { mode: "number" }).notNull(),
    /** The numbers `n` of its events. */
    ns: numbers("ns").notNull(),
    events: integer("events").notNull(),
    firstN: bigint("first_n", { mode: "number" }).notNull(),
    lastN: bigint("last_n", { mode: "number" }).notNull(),
    /** SHA-256 of the head before and the digest of these events. */
    head: bytes("head").notNull(),
    at: instant("at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.link] }), index("audit_links_last").on(t.tenantId, t.lastN)],
);
