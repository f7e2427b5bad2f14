import { bigint, index, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** How much of a quota the processes have leased in the running window. Rows of ended windows mean nothing. */
export const quotaWindows = pgTable(
  "quota_windows",
  {
    /** Policy and subject, such as `key api_key:019a…`. */
    bucket: text("bucket").primaryKey(),
    leased: bigint("leased", { mode: "number" }).notNull(),
    /** What the last lease came to, for the statement that made it. */
    granted: bigint("granted", { mode: "number" }).notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (t) => [index("quota_windows_ended").on(t.endsAt)],
);
