import { stream } from "../kernel/operation.ts";
import { EventView, WatchEventsInput } from "./schemas.ts";

export const watchEvents = stream({
  name: "events.watch",
  summary: "Everything that happens, as it happens; resumes without a gap or a duplicate.",
  scope: "events:read",
  input: WatchEventsInput,
  output: EventView,
  run: async function* ({ events }, input) {
    for await (const event of events(input)) yield { position: event.position, item: event };
  },
});
