/** Operations without a REST route, and why. Those of the scope `system` never have one: nobody outside holds it. */
export const notExposed: Readonly<Record<string, string>> = {
  "customers.getMany": "Behind `include=customer`; a list of customers is read by its own address.",
  "orders.getMany": "Behind `include=payments,shipments` of the list of orders.",
  "orders.page": "By page numbers: only the deprecated v1 has them.",
  "orders.timelines": "Behind `include=timeline`.",
  "products.page": "By page numbers: only the deprecated v1 has them.",
  "products.revision": "Behind the ETag of `GET /products/{id}`.",
  "users.page": "By page numbers: only the deprecated v1 has them.",
  "events.watch": "A stream: the SSE transport serves it at /api/v2/events/stream.",
  "exports.link": "For browsers, whose session is no key; here the file itself has an address.",
  "home.overview": "Made for the home screen of the web UI, and changes with it.",
  "webhooks.previewPayload": "Made for the endpoint form of the web UI, and changes with it.",
  "webhooks.overview": "Made for the deliveries desk of the web UI, and changes with it.",
  "webhooks.countReplay": "What the web UI shows before it replays; the replay itself answers how many.",
  "inbound.counts": "Made for the inbox of the web UI, and changes with it.",
  "orders.watch": "A stream: the SSE transport serves what it tells, filtered by subject.",
};
