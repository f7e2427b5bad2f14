import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { Overview } from "./schemas.ts";
import { readActivity, readCounts, readDays, readTopArticles } from "./store.ts";

export const overview = query({
  name: "home.overview",
  summary: "What there is to do, how the days went, what sells, and what happened last.",
  scope: "orders:read",
  input: z.strictObject({}),
  output: Overview,
  run: async ({ read, now }) => {
    const [counts, days, topArticles, activity] = await Promise.all([
      readCounts(read, now),
      readDays(read, now),
      readTopArticles(read, now),
      readActivity(read),
    ]);
    return {
      ...days,
      counts,
      topArticles,
      activity: activity.map((row) => ({ ...row, at: row.at.toISOString() })),
    };
  },
});
