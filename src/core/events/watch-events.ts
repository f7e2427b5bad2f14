import type { HubEvent } from "../kernel/event.ts";
import { memoised } from "../kernel/memo.ts";
import { stream } from "../kernel/operation.ts";
import { positionExpired, unknownPosition, unknownChannels, tooSlow } from "./errors.ts";
import { readableTypes } from "./readable.ts";
import { channelsOf, resumeFrom } from "./resume.ts";
import { EventView, WatchEventsInput } from "./schemas.ts";

const entryOf = memoised((event: HubEvent) => ({ position: event.position, item: event }));
const frameOf = memoised((events: readonly HubEvent[]) => events.map(entryOf));

async function* framesOf(frames: AsyncIterable<readonly HubEvent[]>) {
  for await (const events of frames) yield frameOf(events);
}

export const watchEvents = stream({
  name: "events.watch",
  summary: "Streams all events; resumes without a gap or a duplicate.",
  scope: "events:read",
  audience: "public",
  input: WatchEventsInput,
  output: EventView,
  failures: [positionExpired, unknownPosition, unknownChannels, tooSlow],
  run: async ({ read, actor, events }, { after, channels, types: wanted, subjectId }) => {
    const types = readableTypes(actor, wanted);
    const [from, channelIds] = await Promise.all([resumeFrom(read, after), channelsOf(read, channels)]);
    return framesOf(events({ after: from, types, subjectId, channelIds }));
  },
});
