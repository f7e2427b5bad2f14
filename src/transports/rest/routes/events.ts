import { getEvent, listEvents } from "#core/events/index.ts";
import { route } from "../route.ts";

const tag = "Events";

export const eventRoutes = [
  route({
    method: "GET",
    path: "/events",
    operation: listEvents,
    tag,
    names: { subject: "subjectId", channel: "channels" },
    cursor: "after",
  }),
  route({ method: "GET", path: "/events/{id}", operation: getEvent, tag }),
];
