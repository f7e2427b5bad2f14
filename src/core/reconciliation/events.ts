import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { DifferenceKind, ReconciliationCounts, RepairDirection } from "./schemas.ts";

const PartnerFacts = z.object({ partnerId: z.string(), partner: z.string(), name: z.string() });

const partner = (type: string, description: string) =>
  eventType({ type, description, subjectType: "partner", data: PartnerFacts });

export const partnerCreated = partner("partner.created", "Somebody's books can be compared with ours now.");
export const partnerUpdated = partner("partner.updated", "Details of a partner were changed.");
export const partnerDeleted = partner("partner.deleted", "A partner is gone; what was compared stays.");

const reconciliation = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({
    type,
    description,
    subjectType: "reconciliation",
    data: z.object({ reconciliationId: z.string(), partner: z.string(), ...more }),
  });

/** A worker compares when it sees this. */
export const reconciliationStarted = reconciliation(
  "reconciliation.started",
  "A partner's list waits to be compared.",
  {},
);
export const reconciliationFinished = reconciliation("reconciliation.finished", "A partner's list was compared.", {
  counts: ReconciliationCounts,
});
export const reconciliationFailed = reconciliation("reconciliation.failed", "A partner's list could not be compared.", {
  error: z.string(),
});
/** A worker repairs one difference after the other when it sees this, in the name of whoever asked. */
export const repairRequested = reconciliation(
  "reconciliation.repair_requested",
  "All differences of a kind are to be repaired.",
  {
    kind: DifferenceKind,
    direction: RepairDirection.nullable(),
    actor: z.object({
      type: z.enum(["user", "api_key", "system"]),
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
    }),
  },
);

const difference = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({
    type,
    description,
    subjectType: "difference",
    data: z.object({ differenceId: z.string(), reconciliationId: z.string(), key: z.string(), ...more }),
  });

export const differenceRepaired = difference("difference.repaired", "A difference was repaired.", {
  direction: RepairDirection,
});
export const differenceReopened = difference(
  "difference.reopened",
  "A difference that was let be is taken up again.",
  {},
);
export const differenceIgnored = difference("difference.ignored", "Somebody lets a difference be.", {
  note: z.string(),
});
