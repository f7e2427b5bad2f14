import type { Level } from "#features/stock/stock-params.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";

type Figures = Pick<Level, "onHand" | "reserved" | "available" | "incoming" | "safetyStock">;

/** A level's fields in `stock.changed`; see `StockFacts` in the core. */
function figuresIn(event: LiveEvent): Figures | null {
  const { data } = event;
  if (event.type !== "stock.changed" || typeof data !== "object" || data === null) return null;
  const entries = new Map<string, unknown>(Object.entries(data));
  const number = (key: string) => Number(entries.get(key));
  const figures = {
    onHand: number("onHand"),
    reserved: number("reserved"),
    available: number("available"),
    incoming: number("incoming"),
    safetyStock: number("safetyStock"),
  };
  return Object.values(figures).every(Number.isSafeInteger) ? figures : null;
}

/** Applies an event to a level; returns the same object when nothing changes, so that its row does not render. */
export function told(level: Level, event: LiveEvent): Level {
  if (event.subjectId !== level.id || event.at < level.updatedAt) return level;
  const figures = figuresIn(event);
  return figures ? { ...level, ...figures, updatedAt: event.at } : level;
}
