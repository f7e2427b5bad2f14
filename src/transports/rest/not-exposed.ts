/** Operations without a REST route, and why. Those of the scope `system` never have one: nobody outside holds it. */
export const notExposed: Readonly<Record<string, string>> = {
  "events.watch": "A stream: the SSE transport serves it at /api/v2/events/stream.",
  "home.overview": "Made for the home screen of the web UI, and changes with it.",
  "orders.watch": "A stream: the SSE transport serves what it tells, filtered by subject.",
};
