import type { z } from "zod";
import type { EventDraft } from "../kernel/event.ts";
import type { Change } from "./engine.ts";
import { stockChanged, type StockFacts, stockLow } from "./events.ts";

/** What of a stock level tells whether it is low; units. */
export interface Shelved {
  readonly available: number;
  readonly onHand: number;
  readonly backordered: number;
  readonly safetyStock: number;
  /** Goods have been on this shelf, other than in imported history. */
  readonly stocked: boolean;
}

/** Low: nothing left to sell where the article is kept. `lowOnly` says the same in SQL. */
export const isLow = ({ available, onHand, backordered, safetyStock, stocked }: Shelved): boolean =>
  available <= 0 && (stocked || onHand > 0 || backordered > 0 || safetyStock > 0);

type Level = Shelved & z.input<typeof StockFacts>;

/** What a level that was touched tells: its state, and that it became low when it was not before. */
export const levelEvents = (id: string, before: Shelved, after: Level): EventDraft[] => [
  stockChanged(id, after),
  ...(isLow(after) && !isLow(before) ? [stockLow(id, after)] : []),
];

/** What the levels of one command tell. */
export const stockEvents = (changes: readonly Change[]): EventDraft[] =>
  changes.flatMap(({ level, before }) => levelEvents(level.id, before, level));
