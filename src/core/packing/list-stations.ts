import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { PackingSessionView } from "./schemas.ts";
import { viewOf } from "./session-view.ts";
import { readOpenStations } from "./station-store.ts";

export const listStations = query({
  name: "packing.list",
  summary: "Lists the open stations with the orders that are being packed, by location and name.",
  scope: "orders:read",
  audience: "public",
  input: z.strictObject({}),
  output: z.object({ data: z.array(PackingSessionView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read }) => ({
    data: (await readOpenStations(read)).map((station) => viewOf(station)),
    nextCursor: null,
  }),
});
