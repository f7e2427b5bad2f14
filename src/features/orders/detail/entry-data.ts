import { changesIn } from "../order-news.ts";
import type { Entry } from "./entries.ts";

/** Reads fields of an event's data, which any version of the core may have written, so it is not trusted. */
export function reading(data: unknown) {
  const of = (name: string): unknown =>
    typeof data === "object" && data !== null ? Object.getOwnPropertyDescriptor(data, name)?.value : undefined;
  return {
    text: (name: string): string | undefined => {
      const value = of(name);
      return typeof value === "string" && value !== "" ? value : undefined;
    },
    number: (name: string): number | undefined => {
      const value = of(name);
      return typeof value === "number" ? value : undefined;
    },
    is: (name: string): boolean => of(name) === true,
    inner: (name: string) => reading(of(name)),
    units: (): number => {
      const lines = of("lines");
      if (!Array.isArray(lines)) return 0;
      return lines.reduce<number>((sum, line) => sum + (reading(line).number("quantity") ?? 0), 0);
    },
    /** The refunded lines. */
    refundedLines: (): { sku: string; quantity: number; amount: number }[] => {
      const lines = of("lines");
      if (!Array.isArray(lines)) return [];
      return lines.map(reading).flatMap((line) => {
        const [sku, quantity, amount] = [line.text("sku"), line.number("quantity"), line.number("amount")];
        return sku === undefined || quantity === undefined || amount === undefined ? [] : [{ sku, quantity, amount }];
      });
    },
    changes: () => changesIn(data),
  };
}

export type Story = { entry: Entry; /** The statuses that changed in the same request. */ moved: Entry | undefined };

const MOVED = "order.status_changed";

/** A status change is shown with the action of the same request that caused it, not separately. */
export function stories(entries: readonly Entry[]): Story[] {
  const told: Story[] = [];
  const waiting = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.type === MOVED) waiting.set(entry.requestId, entry);
    else {
      told.push({ entry, moved: waiting.get(entry.requestId) });
      waiting.delete(entry.requestId);
    }
  }
  const alone = [...waiting.values()].map((entry) => ({ entry, moved: entry }));
  return [...told, ...alone].toSorted((a, b) => b.entry.sequence - a.entry.sequence);
}
