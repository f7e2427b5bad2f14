import { levelEvents } from "../inventory/low.ts";
import { newId } from "../kernel/ids.ts";
import type { OrderContext } from "../orders/change-order.ts";
import { insertTables, lockShelf, type ShelfRow, updateShelf } from "./book-store.ts";
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
 * Books what was written off. The units were there when they were lost, so where the level would fall under what is
 * reserved an opening receipt comes first; nobody's reservation is touched. Movements have the time of booking, as
 * their running balance has, and name the document and its day.
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
  const levels = await lockShelf(context.tx, chunk.location, variantIds);
  const shelf = new Map(levels.map((level) => [level.variantId, level]));
  const before = levels.map((level) => ({ ...level }));
  const movements = lost.flatMap(({ variantId, quantity, number, at }) => {
    const level = shelf.get(variantId);
    if (level === undefined) throw new Error(`An article has no stock level at ${chunk.location}`);
    const missing = level.reserved + quantity - level.onHand;
    const opening = missing > 0 ? [movement(level, { type: "opening", quantity: missing }, { number, at })] : [];
    return [...opening, movement(level, { type: "write_off", quantity: -quantity }, { number, at })];
  });
  const actor = { actor: "system:import", at: context.now };
  insertTables(context, [["stock_movements", movements.map((each) => ({ ...each, ...actor }))]]);
  updateShelf(context, levels);
  for (const [index, level] of levels.entries())
    for (const event of levelEvents(level.id, before[index] ?? level, level)) context.emit(event);
  count(tally, "writeOffs", lost.length);
  for (const { content, rows } of documents) {
    count(tally, "rowsBooked", rows.length);
    addWorth(tally.booked, { [content.currency]: 0 });
  }
}

function movement(
  level: ShelfRow,
  { type, quantity }: { type: "opening" | "write_off"; quantity: number },
  { number, at }: { number: string; at: string },
) {
  level.onHand += quantity;
  level.available += quantity;
  return {
    id: newId(),
    variant_id: level.variantId,
    location_id: level.locationId,
    type,
    quantity,
    on_hand_after: level.onHand,
    reason: type === "opening" ? `opening before ${at.slice(0, 10)}` : `written off on ${at.slice(0, 10)}`,
    reference: number,
  };
}
