/** Operations without a REST route, and why. Those of the scope `system` never have one: nobody outside holds it. */
export const notExposed: Readonly<Record<string, string>> = {
  "events.watch": "A stream: the SSE transport serves it at /api/v2/events/stream.",
  "orders.watch": "A stream: the SSE transport serves what it tells, filtered by subject.",
};
