import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { readTopArticles, recountTopArticles } from "./articles-store.ts";
import { readDays, recountDays } from "./days-store.ts";
import { articlesSince } from "./rules.ts";
import { Overview } from "./schemas.ts";
import { readActivity, readCounts, recentActivity, secondsBehind } from "./store.ts";

export const overview = query({
  name: "home.overview",
  summary: "Returns the Home screen's figures: open work, sales per day, best sellers and latest activity.",
  scope: "orders:read",
  audience: "screens",
  input: z.strictObject({}),
  output: Overview,
  failures: [],
  run: async ({ read, now }) => {
    const [counts, behindS, keptDays, keptArticles, keptActivity] = await Promise.all([
      readCounts(read, now),
      secondsBehind(read),
      readDays(read, now),
      readTopArticles(read),
      readActivity(read),
    ]);
    const isKept = keptDays !== undefined && keptArticles !== undefined;
    const days = keptDays ?? (await recountDays(read, now));
    const topArticles = keptArticles ?? (await recountTopArticles(read, articlesSince(now)));
    const activity = isKept ? keptActivity : await recentActivity(read);
    return {
      ...days,
      counts,
      topArticles,
      behindS: isKept ? behindS : 0,
      activity: activity.map((row) => ({ ...row, at: row.at.toISOString() })),
    };
  },
});
