import { z } from "zod";
import { CloudEvent } from "../events/cloud-event.ts";
import { refuseUnreadable } from "../events/readable.ts";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { passing } from "../mapping/errors.ts";
import { newestEvent, readEvent, type StoredEvent } from "./event-store.ts";
import { told, tryBody } from "./payload.ts";
import { transformOf } from "./rules.ts";
import { PreviewPayloadInput } from "./schemas.ts";

const PayloadPreview = z
  .object({
    event: CloudEvent.describe("The event as it is before any transform."),
    body: z.string().nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: "WebhookPayloadPreview" });

export const previewPayload = query({
  name: "webhooks.previewPayload",
  summary: "Previews the request that an endpoint with these settings would receive for an event.",
  scope: "webhooks:read",
  audience: "screens",
  input: PreviewPayloadInput,
  output: PayloadPreview,
  failures: [notFound, ...passing],
  run: async ({ read, actor, now }, { payload, transform, fields, eventId, type }) => {
    const found = eventId === undefined ? await newestEvent(read, type) : await readEvent(read, eventId);
    if (found === undefined && eventId !== undefined) throw notFound("event", eventId);
    const event = found ?? sample(type, now);
    refuseUnreadable(actor, [found?.type ?? type]);
    const shape = { payload, transform: fields === undefined ? transform : transformOf(fields) };
    return { event: told(read.tenantId, event), ...(await tryBody(shape, read.tenantId, event)) };
  },
});

/** For tenants without such an event yet. */
const sample = (type: string, at: Date): StoredEvent => ({
  id: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11",
  type: type.replace(".*", ".placed"),
  subjectType: type.split(".")[0] ?? "order",
  subjectId: "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c12",
  sequence: 1,
  at,
  data: { number: 1042, channel: "web", externalId: "A-1001", currency: "GBP", total: 590 },
});
