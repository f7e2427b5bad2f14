import { z } from "zod";
import { Id, Instant } from "../kernel/shapes.ts";

export const SessionView = z
  .object({
    id: Id,
    device: z.string().nullable().describe("Browser and system, as the client names them. Null: it named none."),
    address: z.string().nullable().describe("The network address that it was begun from."),
    current: z.boolean().describe("The session that asks."),
    createdAt: Instant,
    lastSeenAt: Instant.describe("Noted once a minute."),
  })
  .meta({ id: "Session" });

export const SessionList = z.object({ data: z.array(SessionView) });
export const SessionsEnded = z.object({ ended: z.int() });

/** Of a request of somebody who is not signed in, and of the process that takes it. */
export const AskedFrom = z.strictObject({
  publicUrl: z.string(),
  sends: z.boolean().describe("Whether a mail server is configured."),
  address: z.string().optional(),
  device: z.string().optional(),
});

export const FactorView = z
  .object({
    id: Id,
    name: z.string(),
    createdAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: "SecondFactor" });

export const FactorState = z.object({
  factors: z.array(FactorView),
  recoveryCodesLeft: z.int(),
  required: z.boolean().describe("Whether everybody of this merchant needs one."),
});

/** Shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()).nullable() });

export const FactorBegun = z.object({
  id: Id,
  secret: z.string().nullable().describe("For who types it in, in base 32."),
  qr: z
    .object({ size: z.int(), path: z.string().describe("Of an SVG of that size.") })
    .meta({ id: "QrCode" })
    .nullable(),
});

/** Of an app, or one of the recovery codes. */
export const Code = z.string().trim().min(1).max(60);
