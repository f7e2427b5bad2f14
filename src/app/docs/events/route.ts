import { eventPageResponse } from "#transports/asyncapi/event-page.ts";

export function GET(): Response {
  return eventPageResponse();
}
