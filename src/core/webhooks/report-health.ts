import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { lockEndpoint, raiseNotice, updateEndpoint } from "./endpoint-store.ts";
import { endpointDisabledEvent, endpointFailing } from "./events.ts";

/** Share of the five days of failure that have passed, or that the endpoint as of `version` answered 410. */
const ReportHealthInput = z.strictObject({
  id: Id,
  version: z.int(),
  report: z.union([z.literal("gone"), z.literal(50), z.literal(70), z.literal(90), z.literal(100)]),
});

export const reportHealth = command({
  name: "webhooks.reportHealth",
  summary: "Records the health of an endpoint as observed by deliveries: gone, or failing since.",
  scope: "system",
  audience: "operator",
  input: ReportHealthInput,
  output: z.object({ disabled: z.boolean() }),
  failures: [],
  run: async (context, { id, version: seen, report }) => {
    const { tx, now, emit } = context;
    const endpoint = await lockEndpoint(tx, id);
    if (endpoint === undefined || endpoint.version !== seen || endpoint.status === "disabled")
      return { disabled: false };
    await context.race("webhooks.reportHealth:read");
    const disable = (reason: "gone" | "failing") => {
      const version = endpoint.version + 1;
      updateEndpoint(context, { ...endpoint, status: "disabled", disabledReason: reason, version, updatedAt: now });
      emit(endpointDisabledEvent(id, { url: endpoint.url, reason }));
      return { disabled: true };
    };
    if (report === "gone") return disable("gone");
    const raised = await raiseNotice(tx, id, report);
    if (raised === undefined) return { disabled: false };
    emit(endpointFailing(id, { url: endpoint.url, percent: report, failingSince: raised.failingSince.toISOString() }));
    return report === 100 ? disable("failing") : { disabled: false };
  },
});
