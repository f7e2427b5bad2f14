import { notFound } from "../kernel/errors.ts";
import { currencyOr } from "../kernel/money.ts";
import { command } from "../kernel/operation.ts";
import { present } from "../kernel/present.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import { unknownLocations } from "./errors.ts";
import { channelUpdated } from "./events.ts";
import { refuseUnknownLocations } from "./location-order.ts";
import { ChannelView, UpdateChannelInput } from "./schemas.ts";
import { type ChannelRecord, listLocations, lockChannel, updateChannel as writeChannel } from "./store.ts";

export const updateChannel = command({
  name: "channels.update",
  summary: "Updates a channel. Existing orders keep the tax mode that they were placed with.",
  scope: "settings:write",
  audience: "public",
  input: UpdateChannelInput,
  output: ChannelView,
  failures: [notFound, unknownLocations],
  run: async (context, input) => {
    const [before, locations] = await Promise.all([lockChannel(context.tx, input.code), listLocations(context.tx)]);
    if (before === undefined) throw notFound("channel", input.code);
    refuseUnknownLocations(input.locationOrder ?? [], locations);
    const currency = currencyOr(before.currency, input.currency);
    const after: ChannelRecord = { ...before, ...present(input), currency };
    if (!isUnchanged(before, after)) {
      writeChannel(context, after);
      context.emit(channelUpdated(after.id, after));
    }
    return { ...after, createdAt: after.createdAt.toISOString() };
  },
});
