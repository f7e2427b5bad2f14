import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ident, instant, tenantId } from "./columns.ts";

/** Files that callers upload directly to the file store, and their metadata. */
export const uploads = pgTable(
  "uploads",
  {
    tenantId: tenantId(),
    id: ident(),
    /** `import | return_photo | label | logo` */
    purpose: text("purpose").notNull(),
    fileName: text("file_name").notNull(),
    contentType: text("content_type").notNull(),
    /** As announced, then as verified. */
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    sha256: text("sha256"),
    /** `pending | checking | ready | refused` */
    status: text("status").notNull(),
    error: jsonb("error"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    finalizedAt: instant("finalized_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("uploads_newest").on(t.tenantId, t.createdAt.desc(), t.id.desc()),
    index("uploads_unfinished")
      .on(t.createdAt)
      .where(sql`${t.status} <> 'ready'`),
  ],
);
