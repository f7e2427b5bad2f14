import { z } from "zod";
import { kinds } from "../kernel/errors.ts";
import { Instant } from "../kernel/shapes.ts";
import { transports } from "../kernel/transports.ts";

/** Calls kept per tenant and transport: as many that succeeded and as many that failed. */
export const KEPT_CALLS = 100;

export const CallOutcome = z.enum(["ok", "replayed", ...kinds]).meta({ id: "CallOutcome" });
export type CallOutcome = z.output<typeof CallOutcome>;

export const RecentCall = z
  .object({
    requestId: z.string().describe("The `X-Request-ID` of the response."),
    at: Instant.describe("When it ended."),
    operation: z.string(),
    caller: z
      .object({ type: z.string(), id: z.string(), name: z.string().nullable() })
      .meta({ id: "CallCaller" })
      .describe(
        "The API key, OAuth client or user, or what the hub itself reads, as `kafka`; the name is null for one that was deleted.",
      ),
    outcome: CallOutcome,
    code: z.string().nullable().describe("Error code; null for a success."),
    message: z.string().nullable(),
    durationMs: z.number(),
  })
  .meta({ id: "RecentCall" });
export type RecentCall = z.output<typeof RecentCall>;

export const ListRecentCallsInput = z.strictObject({
  transport: z.enum(transports),
  failed: z.boolean().optional().describe("Only failed calls, or only successful ones."),
  limit: z.int().min(1).max(100).default(50),
});
export type ListRecentCallsInput = z.output<typeof ListRecentCallsInput>;
export const RecentCallPage = z.object({ data: z.array(RecentCall) });
