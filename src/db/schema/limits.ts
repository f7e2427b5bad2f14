import { bigint, index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** How much of a quota the processes have leased in the running window. Rows of ended windows are ignored. */
export const quotaWindows = pgTable(
  "quota_windows",
  {
    /** Policy and subject, such as `key api_key:019a…`. */
    bucket: text("bucket").primaryKey(),
    leased: bigint("leased", { mode: "number" }).notNull(),
    /** The size of the last lease, returned by its statement. */
    granted: bigint("granted", { mode: "number" }).notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [index("quota_windows_ended").on(t.endsAt)],
);
