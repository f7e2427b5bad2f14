import type { Level } from "#features/stock/stock-params.ts";
import type { LiveEvent } from "#features/trpc/live.ts";

type Figures = Pick<Level, "onHand" | "reserved" | "available" | "incoming" | "safetyStock">;

/** What `stock.changed` says of a level; see `StockFacts` in the core. */
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

/** The newest figures that a bundle of events tells, by level. */
export function newsIn(events: readonly LiveEvent[]): Map<string, Figures & { updatedAt: string }> {
  const news = new Map<string, Figures & { updatedAt: string }>();
  for (const event of events) {
    const figures = figuresIn(event);
    if (figures) news.set(event.subjectId, { ...figures, updatedAt: event.at });
  }
  return news;
}

/** The same level object when there is no news of it, so that its row does not render again. */
export function told(level: Level, news: ReturnType<typeof newsIn>): Level {
  const figures = news.get(level.id);
  if (!figures || figures.updatedAt < level.updatedAt) return level;
  return { ...level, ...figures };
}
