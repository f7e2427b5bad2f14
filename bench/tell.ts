import { z } from "zod";
import { command } from "#core/kernel/operation.ts";
import { orderNoted } from "#core/order/events.ts";

const facts = {
  number: "1042",
  channel: "web",
  externalId: "A-1001",
  status: "processing",
  paymentStatus: "paid",
  fulfillmentStatus: "unfulfilled",
  onHold: false,
  currency: "GBP",
  total: 12_300,
  version: 3,
} as const;

/** Events only, each with its own subject, to measure neither locks nor stock. */
export const tell = command({
  name: "bench.tell",
  summary: "For the bench.",
  scope: "orders:write",
  audience: "operator",
  input: z.strictObject({ subjects: z.array(z.uuid()) }),
  output: z.object({}),
  failures: [],
  run: ({ emit }, { subjects }) => {
    for (const id of subjects) emit(orderNoted(id, { ...facts, text: "Packed and ready for the carrier." }));
    return Promise.resolve({});
  },
});
