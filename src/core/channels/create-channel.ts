import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { codeTaken, unknownLocations } from "./errors.ts";
import { channelCreated } from "./events.ts";
import { refuseUnknownLocations } from "./location-order.ts";
import { ChannelView, CreateChannelInput } from "./schemas.ts";
import { type ChannelRecord, findChannel, insertChannel, listLocations, tenantCurrency } from "./store.ts";

export const createChannel = command({
  name: "channels.create",
  summary: "Creates a sales channel.",
  scope: "settings:write",
  audience: "public",
  input: CreateChannelInput,
  output: ChannelView,
  failures: [codeTaken, unknownLocations],
  run: async (context, input) => {
    const { tx, now, emit } = context;
    const [same, locations, currency] = await Promise.all([
      findChannel(tx, input.code),
      listLocations(tx),
      tenantCurrency(tx),
    ]);
    if (same !== undefined) throw codeTaken("channel", input.code);
    refuseUnknownLocations(input.locationOrder, locations);
    await context.race("channels.create:read");
    const { shipAuthorized = false } = input;
    const made = { id: newId(), currency: input.currency ?? currency, shipAuthorized, createdAt: now };
    const channel: ChannelRecord = { ...input, ...made };
    insertChannel(context, channel);
    emit(channelCreated(channel.id, channel));
    return { ...channel, createdAt: now.toISOString() };
  },
});
