import type { ChannelRow } from "../orders/place-world.ts";
import type { DocumentContent } from "./document.ts";

export interface ArticleRow {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly prices: Readonly<Record<string, number>>;
}

export interface CustomerRow {
  readonly id: string;
  readonly reference: string | null;
  readonly email: string | null;
  readonly name: string;
}

/** The existing order with a number. An order from another source has no `importHash`. */
export interface KnownDocument {
  readonly importHash: string | null;
}

/** What one transaction has read, plus its own decisions, document by document. */
export interface BookWorld {
  readonly channels: ReadonlyMap<string, ChannelRow>;
  readonly known: Map<string, KnownDocument>;
  readonly articles: Map<string, ArticleRow>;
  readonly customersByReference: Map<string, CustomerRow>;
  readonly customersByEmail: Map<string, CustomerRow>;
  readonly numbers: number[];
}

export const documentName = ({ channel, number }: Pick<DocumentContent, "channel" | "number">) =>
  `${channel} ${number}`;
