import { query } from "../kernel/operation.ts";
import { cloudEventOf, EventPage } from "./cloud-event.ts";
import { positionExpired, unknownPosition, unknownChannels } from "./errors.ts";
import { readableTypes } from "./readable.ts";
import { channelsOf, resumeFrom } from "./resume.ts";
import { ListEventsInput } from "./schemas.ts";
import { nextStretch, readFeedPage } from "./store.ts";

export const listEvents = query({
  name: "events.list",
  summary: "Lists events in feed order, for polling readers.",
  scope: "events:read",
  audience: "public",
  input: ListEventsInput,
  output: EventPage,
  failures: [positionExpired, unknownPosition, unknownChannels],
  run: async ({ read, actor }, { after, channels, types: wanted, subjectId, limit }) => {
    const types = readableTypes(actor, wanted);
    const [from = 0, channelIds] = await Promise.all([resumeFrom(read, after), channelsOf(read, channels)]);
    // The end is fixed before the page is read: events committed in between must not be skipped.
    const stretch = await nextStretch(read, from);
    const upTo = stretch.position;
    if (upTo === null) return { data: [], nextCursor: after ?? null, hasMore: false };
    const rows = await readFeedPage(read, { after: from, upTo, types, subjectId, channelIds, limit: limit + 1 });
    const data = rows.slice(0, limit).map((row) => cloudEventOf(read.tenantId, { ...row, at: instantOf(row.at) }));
    const cut = rows.length > limit;
    return { data, nextCursor: (cut ? data.at(-1)?.id : stretch.id) ?? null, hasMore: cut || stretch.full };
  },
});

const instantOf = (at: Date | string) => new Date(at).toISOString();
