import { z } from "zod";
import { job } from "./job.ts";
import { indexNext, TABLES } from "./search-index-store.ts";

/** Until this has run, rows of an older version are found by that version's search text. */
export const indexSearch = job({
  name: "search.index",
  description: "Updates the search index of rows written by an older version.",
  data: z.object({}),
  retry: { limit: 2, delayS: 60 },
  leaseS: 3600,
  schedule: "*/5 * * * *",
  run: async ({ hub, log, signal }) => {
    for (const table of TABLES) {
      let rows = 0;
      for (let indexed = -1; indexed !== 0 && !signal.aborted; rows += indexed)
        indexed = await indexNext(hub.db.sql, table);
      if (rows > 0) log.info({ table, rows }, "Rows indexed for the search");
    }
  },
});
