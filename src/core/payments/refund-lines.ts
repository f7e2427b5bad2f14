import type { Row } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import { allocate } from "../kernel/rounding.ts";
import type { Tx } from "../kernel/tx.ts";
import { writeRefunds } from "../order/change-store.ts";
import { type LineRefund, withAnswer, withRefund, withRefusal } from "../order/line-rules.ts";
import type { FullOrderRecord, LineRecord } from "../order/record.ts";
import { answerRefundLines, type AskedLine, insertRefundLines, readRefundLines } from "./ledger-store.ts";

/** Units of one refund and their amount, as in events. */
export interface RefundedLine {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  readonly amount: number;
}

/** The lines after all these steps, in their order; lines that no step changes are left out. */
function stepped<R extends LineRefund>(
  order: FullOrderRecord,
  refunds: readonly R[],
  step: (line: LineRecord, refund: R) => LineRecord,
): LineRecord[] {
  return order.lines
    .filter((line) => refunds.some(({ lineId }) => lineId === line.id))
    .map((line) => refunds.filter(({ lineId }) => lineId === line.id).reduce(step, line));
}

export function toldOf(order: FullOrderRecord, refunds: readonly LineRefund[]): RefundedLine[] {
  return stepped(order, refunds, (line) => line).map(({ id, sku }) => {
    const own = refunds.filter(({ lineId }) => lineId === id);
    const sum = (of: (refund: LineRefund) => number) => own.reduce((total, refund) => total + of(refund), 0);
    return { id, sku, quantity: sum(({ quantity }) => quantity), amount: sum(({ amount }) => amount) };
  });
}

/** The units of requested refunds, and their changed lines, as rows. */
export interface KeptRefunds {
  readonly refunds: readonly Row[];
  readonly lines: readonly LineRecord[];
}

/** The rows of requested refunds by line. Manual refunds are `settled` at once. */
export function keptRefunds(
  { tenantId }: Tx,
  order: FullOrderRecord,
  asked: readonly { intentId: string; settled: boolean; refunds: readonly LineRefund[] }[],
): KeptRefunds {
  const each = asked.flatMap(({ intentId, settled, refunds }) =>
    refunds.map((refund) => ({ ...refund, intentId, settled })),
  );
  const refunds = each.map(({ lineId, intentId, settled, ...row }) => ({
    ...row,
    tenant_id: tenantId,
    intent_id: intentId,
    order_line_id: lineId,
    order_id: order.id,
    given: settled ? row.amount : null,
  }));
  const lines = stepped(order, each, (line, refund) => {
    const pending = withRefund(line, refund);
    return refund.settled ? withAnswer(pending, refund, refund.amount) : pending;
  });
  return { refunds, lines };
}

/** The statements that write them, for any number of orders. */
export function keepRefunds(tx: Tx, parts: readonly KeptRefunds[]): Sendable[] {
  const refunds = parts.flatMap((part) => part.refunds);
  const lines = parts.flatMap((part) => part.lines);
  return refunds.length === 0 ? [] : [insertRefundLines(tx, refunds), writeRefunds(tx, lines)];
}

/**
 * The amount that the line is due again after a failed refund. A unit paid by several payments is closed by the first
 * that brings units: the others' share is released when both fail, and due until then.
 */
function releasedBy(refused: AskedLine, asked: readonly AskedLine[]): number {
  if (refused.cancelled) return 0;
  const parts = asked.filter(({ lineId, cancelled }) => lineId === refused.lineId && !cancelled);
  const closing = parts.find(({ quantity }) => quantity > 0);
  if (refused.quantity === 0) return closing?.outcome === "failed" ? refused.amount : 0;
  const others = parts.filter(({ quantity, outcome }) => quantity === 0 && outcome === "failed");
  return refused.amount + (closing === refused ? others.reduce((sum, { amount }) => sum + amount, 0) : 0);
}

/** The result of one refund; `moved` is null after a failure. */
export interface Outcome {
  readonly intentId: string;
  readonly moved: number | null;
}

/** Applies answers to the lines: a failure releases the units; a shortfall is borne by the amount for no line last. */
export async function settleRefunds(tx: Tx, order: FullOrderRecord, outcomes: readonly Outcome[]): Promise<Settled> {
  const answers = cancelledFirst((await Promise.all(outcomes.map((outcome) => answersTo(tx, outcome)))).flat());
  if (answers.length === 0) return { writes: [], linesOf: () => [] };
  const lines = stepped(order, answers, (line, answer) =>
    answer.isRefused ? withRefusal(line, order.taxMode, answer) : withAnswer(line, answer, answer.given),
  );
  const given = answers.map((answer) => ({ ...answer, amount: answer.given }));
  return {
    writes: [answerRefundLines(tx, answers), writeRefunds(tx, lines)],
    linesOf: (wanted) =>
      toldOf(
        order,
        given.filter(({ intentId }) => intentId === wanted),
      ),
  };
}

/** Failures of cancelled units come first: what the line's other failures leave closed does not count them. */
function cancelledFirst<A extends AskedLine & { isRefused: boolean }>(answers: readonly A[]): A[] {
  const refused = answers.filter(({ cancelled, isRefused }) => cancelled && isRefused);
  const refusedOf = (wanted: string) =>
    refused.reduce((units, { lineId, quantity }) => units + (lineId === wanted ? quantity : 0), 0);
  return answers
    .map((answer) => ({ ...answer, cancelledTaken: answer.cancelledTaken - refusedOf(answer.lineId) }))
    .toSorted((a, b) => Number(b.cancelled) - Number(a.cancelled));
}

interface Settled {
  readonly writes: readonly Sendable[];
  /** The refunded amount of one of the refunds. */
  readonly linesOf: (intentId: string) => readonly RefundedLine[];
}

async function answersTo(tx: Tx, { intentId, moved }: Outcome) {
  const asked = await readRefundLines(tx, intentId);
  const refunds = asked.filter((each) => each.intentId === intentId && each.outcome === null);
  const amounts = refunds.map(({ amount }) => amount);
  const forLines = amounts.reduce((sum, amount) => sum + amount, 0);
  const shares = allocate(Math.min(moved ?? 0, forLines), amounts);
  return refunds.map((refund, index) => {
    return { ...refund, given: shares[index] ?? 0, released: releasedBy(refund, asked), isRefused: moved === null };
  });
}
