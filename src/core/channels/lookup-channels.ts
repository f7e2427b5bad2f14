import { lookup } from "../kernel/operation.ts";
import { Code } from "../kernel/shapes.ts";
import { ChannelView } from "./schemas.ts";
import { readChannels } from "./store.ts";

export const lookupChannels = lookup({
  name: "channels.lookup",
  summary: "Looks up channels by code.",
  scope: "settings:read",
  key: Code,
  value: ChannelView,
  read: async ({ read }, codes) =>
    (await readChannels(read, codes)).map(({ createdAt, ...channel }) => [
      channel.code,
      { ...channel, createdAt: createdAt.toISOString() },
    ]),
});
