import { z } from "zod";
import { refreshFigures } from "#core/home/refresh-figures.ts";
import { job } from "./job.ts";

export const refreshHome = job({
  name: "home.refresh",
  description: "Starts the figures of the Home screen where there are none, and deletes old hours and days.",
  data: z.object({}),
  retry: { limit: 2, delayS: 60 },
  leaseS: 3600,
  schedule: "* * * * *",
  run: async ({ hub, signal }) => refreshFigures(hub.db, hub.clock(), signal),
});
