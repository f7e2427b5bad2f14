import { partnerCreated, reconciliationFinished, reconciliationStarted } from "#core/reconciliation/events.ts";
import type { DemoOrder, Stage } from "./order-book.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NEXT_NUMBER = "MP-900417";

/** This morning's comparison with the marketplace: one order is missing here, one there, and one differs. */
export function compareBooks(stage: Stage, orders: readonly DemoOrder[], channelId: string): void {
  const { journal, cast, now } = stage;
  const from = new Date(now.getTime() - 14 * DAY);
  const ours = orders
    .filter(({ record }) => record.channel === "marketplace" && record.externalId !== null && record.status !== "draft")
    .filter(({ record }) => new Date(record.placedAt) >= from)
    .toSorted((a, b) => b.record.number - a.record.number);
  const [missing, other] = ours;
  if (missing === undefined || other === undefined) return;
  const [partnerId, id] = [journal.chance.idAt(from), journal.chance.idAt(now)];
  const at = new Date(now.getTime() - 6 * HOUR);
  const partner = { code: "marketplace", name: "Marketplace" };
  journal.add("partners", { id: partnerId, ...partner, compares: "orders", channel_id: channelId, created_at: from });
  const agree = ours.length - 2;
  const counts = { theirs: ours.length, ours: ours.length, agree, missingHere: 1, missingThere: 1, differ: 1 };
  const made = { id, partner_id: partnerId, status: "done", range: { from: from.toISOString(), to: null }, counts };
  journal.add("reconciliations", { ...made, created_by: "reconciliation", created_at: at, finished_at: at });
  const difference = { reconciliation_id: id, state: "open", fields: [] };
  const differs = { key: other.record.externalId, kind: "differs", fields: ["total"], subject_id: other.record.id };
  const lost = { externalId: NEXT_NUMBER, order: { ...lostOrder(other), channel: "marketplace" } };
  for (const each of [
    { key: missing.record.externalId, kind: "missing_there", ours: sideOf(missing), subject_id: missing.record.id },
    { ...differs, theirs: { ...sideOf(other), total: other.record.total - 250 }, ours: sideOf(other) },
    { key: NEXT_NUMBER, kind: "missing_here", theirs: lost },
  ])
    journal.add("differences", {
      ...difference,
      subject_id: null,
      theirs: null,
      ours: null,
      ...each,
      id: journal.chance.idAt(at),
    });
  journal.tell(cast.manager, from, [
    partnerCreated(partnerId, { partnerId, partner: partner.code, name: partner.name }),
  ]);
  const about = { reconciliationId: id, partner: partner.code };
  journal.tell(cast.manager, at, [reconciliationStarted(id, about), reconciliationFinished(id, { ...about, counts })]);
}

function sideOf({ record }: DemoOrder) {
  const { number, status, paymentStatus, total, currency } = record;
  return { number: String(number), status, paymentStatus, total, currency };
}

/** Another customer's order of the same articles. */
const lostOrder = ({ record }: DemoOrder) => ({
  externalId: NEXT_NUMBER,
  currency: record.currency,
  lines: record.lines.filter(({ kind }) => kind === "item").map(({ sku }) => ({ sku, quantity: 1 })),
  customer: { name: "Rowan Ellison", email: "rowan.ellison@mail.example" },
});
