export { getEvent } from "./get-event.ts";
export { listEvents } from "./list-events.ts";
export { watchEvents } from "./watch-events.ts";
