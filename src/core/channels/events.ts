import { z } from "zod";
import { eventType } from "../kernel/event.ts";

const ChannelFacts = z.object({ code: z.string(), name: z.string(), kind: z.string(), active: z.boolean() });

export const channelCreated = eventType({
  type: "channel.created",
  description: "A channel was created.",
  subjectType: "channel",
  data: ChannelFacts,
});

export const channelUpdated = eventType({
  type: "channel.updated",
  description: "A channel was updated.",
  subjectType: "channel",
  data: ChannelFacts,
});

export const locationCreated = eventType({
  type: "location.created",
  description: "A location was created, with an empty stock level of every article.",
  subjectType: "location",
  data: z.object({ code: z.string(), name: z.string() }),
});
