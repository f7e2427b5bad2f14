import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { shortened } from "../kernel/storable.ts";
import type { Tx } from "../kernel/tx.ts";
import { compareOrders, compareStock, endReconciliation, hasList, keepList, markRunning } from "./compare-store.ts";
import { badList, notComparable } from "./errors.ts";
import { reconciliationFailed, reconciliationFinished } from "./events.ts";
import { readPartner } from "./partner-store.ts";
import type { PartnerRecord, ReconciliationRecord } from "./record.ts";
import { listFor } from "./rules.ts";
import { TheirList } from "./schemas.ts";
import { lockReconciliation } from "./store.ts";

const LONGEST = 500;
const Ended = z.object({ id: Id, status: z.string() });

/** Locks a comparison that has not ended, with its partner. */
async function open(tx: Tx, id: string): Promise<{ record: ReconciliationRecord; partner: PartnerRecord }> {
  const record = await lockReconciliation(tx, id);
  if (record === undefined) throw notFound("reconciliation", id);
  if (record.status !== "queued" && record.status !== "running") throw notComparable(record.status);
  const partner = await readPartner(tx, record.partner.id);
  if (partner === undefined) throw notFound("partner", record.partner.id);
  return { record, partner };
}

export const beginReconciliation = command({
  name: "reconciliation.begin",
  summary: "Returns where a partner's list is fetched from; without a URL it was posted.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id }),
  output: z.object({ url: z.string().nullable(), authorization: z.string().nullable() }),
  failures: [notFound, notComparable],
  secrets: ["authorization"],
  run: async ({ tx, sealer, race }, { id }) => {
    const { partner } = await open(tx, id);
    await race("reconciliation.begin:read");
    await markRunning(tx, id);
    if (await hasList(tx, id)) return { url: null, authorization: null };
    const { url, authorization } = partner;
    return { url, authorization: authorization === null ? null : sealer.open(authorization) };
  },
});

export const compareLists = command({
  name: "reconciliation.compare",
  summary: "Compares a partner's list with our records and stores the differences.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id, list: TheirList.optional() }),
  output: Ended,
  failures: [notFound, notComparable, badList],
  run: async ({ tx, now, race, emit }, { id, list }) => {
    const { record, partner } = await open(tx, id);
    const theirs = list === undefined ? undefined : listFor(partner, list);
    await race("reconciliation.compare:read");
    if (theirs !== undefined) await keepList(tx, id, theirs);
    const compared = { ...record, channelId: partner.channelId, locationId: partner.locationId };
    const counts = await (partner.compares === "orders" ? compareOrders : compareStock)(tx, compared);
    await endReconciliation({ tx, now }, { id, counts, error: null });
    emit(reconciliationFinished(id, { reconciliationId: id, partner: partner.code, counts }));
    return { id, status: "done" };
  },
});

export const failReconciliation = command({
  name: "reconciliation.fail",
  summary: "Marks a comparison as failed.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({ id: Id, error: z.string() }),
  output: Ended,
  failures: [notFound, notComparable],
  run: async ({ tx, now, race, emit }, { id, error: reason }) => {
    const { partner } = await open(tx, id);
    await race("reconciliation.fail:read");
    const error = shortened(reason, LONGEST);
    await endReconciliation({ tx, now }, { id, counts: null, error });
    emit(reconciliationFailed(id, { reconciliationId: id, partner: partner.code, error }));
    return { id, status: "failed" };
  },
});
