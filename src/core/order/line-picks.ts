import type { Fault } from "../kernel/errors.ts";
import { tooMany, unknownLines } from "./errors.ts";
import type { LineRecord } from "./record.ts";

export interface LinePick {
  readonly id: string;
  readonly quantity: number;
}

export interface Picked {
  readonly line: LineRecord;
  readonly quantity: number;
  /** Its JSON pointer in the request, for faults. */
  readonly pointer: string;
}

/** Units neither shipped nor cancelled. */
export const openUnits = (line: LineRecord): number => line.quantity - line.cancelled - line.fulfilled;

/** Finds the named lines and rejects more units than `open` leaves. Quantities of a line named twice are added. */
export function pickLines(
  lines: readonly LineRecord[],
  picks: readonly LinePick[],
  open: (line: LineRecord) => number,
): Picked[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const unknown: Fault[] = [];
  const picked = new Map<string, Picked>();
  for (const [index, pick] of picks.entries()) {
    const pointer = `/lines/${index}`;
    const line = byId.get(pick.id.toLowerCase());
    if (line === undefined) unknown.push({ pointer: `${pointer}/id`, detail: `The order has no line ${pick.id}.` });
    else picked.set(line.id, { line, quantity: pick.quantity + (picked.get(line.id)?.quantity ?? 0), pointer });
  }
  if (unknown.length > 0) throw unknownLines(unknown);
  const faults = [...picked.values()].filter(({ line, quantity }) => quantity > open(line));
  if (faults.length > 0) throw tooMany(faults.map((each) => tooManyFault(each, open(each.line))));
  return [...picked.values()];
}

export const tooManyFault = ({ line, quantity, pointer }: Picked, left: number): Fault => ({
  pointer,
  detail: `${line.sku}: ${quantity} wanted, ${left} left.`,
  sku: line.sku,
  requested: quantity,
  available: left,
});
