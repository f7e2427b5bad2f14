import type { z } from "zod";
import type { EventDraft } from "../kernel/event.ts";
import type { Change } from "./engine.ts";
import { stockChanged, type StockFacts, stockLow } from "./events.ts";

/** What decides whether a stock level is low; units. */
export interface Shelved {
  readonly available: number;
  readonly onHand: number;
  readonly backordered: number;
  readonly safetyStock: number;
  /** The article has been stocked here, other than in imported history. */
  readonly stocked: boolean;
}

/** Low: nothing available where the article is stocked. `lowOnly` is the same in SQL. */
export const isLow = ({ available, onHand, backordered, safetyStock, stocked }: Shelved): boolean =>
  available <= 0 && (stocked || onHand > 0 || backordered > 0 || safetyStock > 0);

type Level = Shelved & z.input<typeof StockFacts>;

/** The events of a changed level: its state, and that it became low if it was not before. */
export const levelEvents = (id: string, before: Shelved, after: Level): EventDraft[] => [
  stockChanged(id, after),
  ...(isLow(after) && !isLow(before) ? [stockLow(id, after)] : []),
];

/** The events of the levels of one command. */
export const stockEvents = (changes: readonly Change[]): EventDraft[] =>
  changes.flatMap(({ level, before }) => levelEvents(level.id, before, level));
