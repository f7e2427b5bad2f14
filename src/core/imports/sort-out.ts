import { fingerprintOf } from "../runtime/event-log.ts";
import { type BookWorld, documentName } from "./book-world.ts";
import { addWorth, type DocumentContent, type FileDocument, type ReadDocument, refuseAll } from "./document.ts";
import { count, countRead, countRefused, type Tally } from "./tally.ts";

/** A document to book, with its index in the chunk. */
export interface FreshDocument extends ReadDocument {
  readonly ordinal: number;
  readonly hash: string;
  readonly channelId: string;
}

export interface Sorting {
  readonly createArticles: boolean;
  readonly asHistory: boolean;
}

/** Separates documents to book from rejected ones and from those booked before. */
export function sortOut(
  world: BookWorld,
  documents: readonly FileDocument[],
  { tally, ...how }: Sorting & { tally: Tally },
): FreshDocument[] {
  return documents.flatMap((document, ordinal): FreshDocument[] => {
    countRead(tally, document);
    if (document.state === "refused") {
      countRefused(tally, document.refusals, document.worth);
      return [];
    }
    const hash = fingerprintOf("imports.document", document.content);
    const known = world.known.get(documentName(document.content));
    if (known?.importHash === hash) {
      countUnchanged(tally, document);
      return [];
    }
    const why = refusalOf(world, document, how);
    if (why !== undefined) {
      refuse(tally, document, why);
      return [];
    }
    if (how.asHistory) world.known.set(documentName(document.content), { importHash: hash });
    return [{ ...document, ordinal, hash, channelId: world.channels.get(document.content.channel)?.id ?? "" }];
  });
}

export function countUnchanged(tally: Tally, document: ReadDocument): void {
  count(tally, "unchanged");
  count(tally, "rowsBooked", document.rows.length);
  count(tally, "rowsUnchanged", document.rows.length);
  addWorth(tally.booked, document.worth);
}

export interface Why {
  readonly code: string;
  readonly detail: string;
}

export function refuse(tally: Tally, { rows, worth }: ReadDocument, { code, detail }: Why): void {
  countRefused(tally, refuseAll(rows, code, detail), worth);
}

function refusalOf(world: BookWorld, { content, worth }: ReadDocument, how: Sorting): Why | undefined {
  const { channel, number } = content;
  if (!world.channels.has(channel))
    return { code: "document.channel", detail: `There is no active channel called ${channel}.` };
  if (!how.asHistory) return undefined;
  const known = world.known.get(documentName(content));
  if (known?.importHash === null)
    return { code: "document.exists", detail: `The channel ${channel} has sent an order ${number} before.` };
  if (known !== undefined)
    return { code: "document.contradicts", detail: `${number} was imported before with other content.` };
  const unknown = content.lines.find((line) => line.kind === "item" && !world.articles.has(line.sku));
  if (unknown !== undefined && !how.createArticles)
    return { code: "document.article", detail: `There is no article with the SKU ${unknown.sku}.` };
  return content.kind === "sale" ? saleFault(content, worth[content.currency] ?? 0) : undefined;
}

function saleFault(content: DocumentContent, worth: number): Why | undefined {
  const sold = content.lines.filter((line) => line.kind !== "discount");
  if (sold.length === 0) return { code: "document.empty", detail: "There is a discount and nothing that was sold." };
  const subtotal = sold.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const total = subtotal - discountOf(content) + content.shipping;
  if (discountOf(content) > subtotal)
    return { code: "document.discount", detail: "The discounts are greater than what was sold." };
  return total === worth ? undefined : { code: "document.sum", detail: "The lines do not add up to the rows." };
}

/** Discount rows are the order's discount, plus the discount of its heading. */
export const discountOf = (content: DocumentContent): number =>
  content.lines.reduce(
    (sum, line) => sum + (line.kind === "discount" ? line.quantity * line.unitPrice : 0),
    content.discount,
  );
