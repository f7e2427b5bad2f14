import type { Address } from "../../kernel/shapes.ts";
import type { Encoding } from "../records.ts";
import type { ImportOptions, ImportPreset } from "../schemas.ts";

export interface Column {
  readonly name: string;
  readonly required: boolean;
  readonly about: string;
  readonly example: string;
}

/** The text of a column, trimmed; empty when the file does not have the column. */
export type Cells = (column: string) => string;

export const documentKinds = ["sale", "credit", "write_off"] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** `charge`: postage, fee, manual row; `discount`: money off, without an article. */
export const lineKinds = ["item", "charge", "discount"] as const;

export interface LineContent {
  readonly kind: (typeof lineKinds)[number];
  readonly sku: string;
  /** Empty when the file does not say. */
  readonly name: string;
  /** Positive whatever the document. */
  readonly quantity: number;
  /** Minor units, never negative. */
  readonly unitPrice: number;
}

export interface CustomerContent {
  /** The customer's number in the other system. */
  readonly reference: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

/** What all rows of a document share. */
export interface Heading {
  readonly channel: string;
  readonly number: string;
  readonly currency: string;
  readonly customer: CustomerContent | null;
  readonly address: Address | null;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly shipping: number;
  readonly discount: number;
}

/** One parsed row. */
export interface RowContent {
  readonly kind: DocumentKind;
  readonly at: Date;
  readonly heading: Heading;
  readonly line: LineContent;
}

export interface Amount {
  readonly currency: string;
  readonly minor: number;
}

/** A file format: everything specific to one source. */
export interface Preset {
  readonly name: ImportPreset;
  readonly title: string;
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly columns: readonly Column[];
  readonly createArticles: boolean;
  /** False when the rows cannot be placed as orders of today. */
  readonly canPlace: boolean;
  /** Names the document that a row belongs to; also tried on broken rows. */
  documentOf(cells: Cells): string;
  /** Parses a row or throws a `RowFault`. */
  read(cells: Cells, options: ImportOptions): RowContent;
  /**
   * The signed value of the row, with a document's own amounts on its first row; an unreadable amount counts as 0.
   * Kept apart from `read`, so that the file's sum does not depend on what was booked.
   */
  amountOf(cells: Cells, first: boolean): Amount;
}

/** Why a row is rejected. */
export class RowFault extends Error {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(detail);
    this.name = "RowFault";
    this.code = `row.${code}`;
  }
}
