import { z } from "zod";
import { actorTypes } from "../kernel/actor.ts";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";
import { DifferenceKind, ReconciliationCounts, RepairDirection } from "./schemas.ts";

const PartnerFacts = z.object({ partnerId: z.string(), partner: z.string(), name: z.string() });

const partner = (type: string, description: string) =>
  eventType({ type, description, subjectType: "partner", data: PartnerFacts });

export const partnerCreated = partner("partner.created", "A reconciliation partner was created.");
export const partnerUpdated = partner("partner.updated", "A reconciliation partner was updated.");
export const partnerDeleted = partner(
  "partner.deleted",
  "A reconciliation partner was deleted; its comparisons remain.",
);

const reconciliation = <S extends z.ZodRawShape>(type: string, description: string, more: S) =>
  eventType({
    type,
    description,
    subjectType: "reconciliation",
    data: z.object({ reconciliationId: z.string(), partner: z.string(), ...more }),
  });

/** A worker compares on this event. */
export const reconciliationStarted = reconciliation("reconciliation.started", "A comparison was started.", {});
export const reconciliationFinished = reconciliation("reconciliation.finished", "A comparison completed.", {
  counts: ReconciliationCounts,
});
export const reconciliationFailed = reconciliation("reconciliation.failed", "A comparison failed.", {
  error: z.string(),
});
/** A worker repairs the differences one by one on this event, as the requesting actor. */
export const repairRequested = reconciliation(
  "reconciliation.repair_requested",
  "The repair of all differences of a kind was requested.",
  {
    kind: DifferenceKind,
    direction: RepairDirection.nullable(),
    actor: z.object({
      type: z.enum(actorTypes),
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
export const differenceReopened = difference("difference.reopened", "An ignored difference was reopened.", {});
export const differenceIgnored = difference("difference.ignored", "A difference was ignored.", {
  note: personal(z.string()),
});
