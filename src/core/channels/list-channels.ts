import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { ChannelView } from "./schemas.ts";
import { listChannels as readChannels } from "./store.ts";

export const listChannels = query({
  name: "channels.list",
  summary: "Lists all channels, oldest first.",
  scope: "settings:read",
  audience: "public",
  input: z.strictObject({}),
  output: z.object({ data: z.array(ChannelView), nextCursor: z.string().nullable() }),
  failures: [],
  run: async ({ read }) => {
    const channels = await readChannels(read);
    return {
      data: channels.map((channel) => ({ ...channel, createdAt: channel.createdAt.toISOString() })),
      nextCursor: null,
    };
  },
});
