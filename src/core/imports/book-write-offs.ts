import type { Level, Stock } from "../inventory/engine.ts";
import { stockEvents } from "../inventory/low.ts";
import { lockStockAt, stockWrites } from "../inventory/stock-store.ts";
import type { OrderContext } from "../order/change-order.ts";
import type { BookWorld } from "./book-world.ts";
import { addWorth } from "./document.ts";
import type { FreshDocument } from "./sort-out.ts";
import { count, type Tally } from "./tally.ts";

interface WriteOffChunk {
  readonly documents: readonly FreshDocument[];
  readonly location: string;
  readonly tally: Tally;
}

/**
 * Books write-offs. The units existed when they were lost, so where the level would fall below what is reserved an
 * opening receipt is booked first; existing reservations do not change. Movements have the time of booking, as their
 * running balance does, and name the document and its day.
 */
export async function bookWriteOffs(context: OrderContext, world: BookWorld, chunk: WriteOffChunk): Promise<void> {
  const { documents, tally } = chunk;
  const lost = documents.flatMap(({ content }) =>
    content.lines.flatMap((line) => {
      const variantId = world.articles.get(line.sku)?.id;
      return variantId === undefined
        ? []
        : [{ variantId, quantity: line.quantity, number: content.number, at: content.at }];
    }),
  );
  if (lost.length === 0) return;
  const variantIds = [...new Set(lost.map(({ variantId }) => variantId))];
  const stock = await lockStockAt(context.tx, chunk.location, variantIds);
  for (const { variantId, ...loss } of lost) {
    const [level] = stock.levelsOf(variantId);
    if (level === undefined) throw new Error(`An article has no stock level at ${chunk.location}`);
    writeOff(stock, level, loss);
  }
  for (const write of stockWrites(context.tx, stock.booked(), context.now)) context.send(write);
  for (const event of stockEvents(stock.changes())) context.emit(event);
  count(tally, "writeOffs", lost.length);
  for (const { content, rows } of documents) {
    count(tally, "rowsBooked", rows.length);
    addWorth(tally.booked, { [content.currency]: 0 });
  }
}

function writeOff(
  stock: Stock,
  level: Level,
  { quantity, number, at }: { quantity: number; number: string; at: string },
): void {
  const told = { reference: number, actor: "system:import", past: true };
  const day = at.slice(0, 10);
  const missing = level.reserved + quantity - level.onHand;
  if (missing > 0) stock.move(level, missing, { ...told, type: "opening", reason: `opening before ${day}` });
  stock.move(level, -quantity, { ...told, type: "write_off", reason: `written off on ${day}` });
}
