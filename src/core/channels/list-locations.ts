import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { LocationView } from "./schemas.ts";
import { listLocations as readLocations } from "./store.ts";

export const listLocations = query({
  name: "locations.list",
  summary: "Lists all locations, oldest first.",
  scope: "settings:read",
  audience: "public",
  input: z.strictObject({}),
  output: z.object({ data: z.array(LocationView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read }) => {
    const locations = await readLocations(read);
    return {
      data: locations.map((location) => ({ ...location, createdAt: location.createdAt.toISOString() })),
      nextCursor: null,
    };
  },
});
