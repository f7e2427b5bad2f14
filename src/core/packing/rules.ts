/** As much of a line as a scan needs; the screen decides with it before the answer is there. */
export interface Scannable {
  readonly id: string;
  readonly sku: string;
  readonly barcode: string | null;
  readonly wanted: number;
  readonly packed: number;
}

export interface Units {
  readonly id: string;
  readonly quantity: number;
}

export type Fit<L> =
  | { readonly kind: "fits"; readonly units: readonly Units[] }
  | { readonly kind: "surplus"; readonly line: L; readonly open: number }
  | { readonly kind: "ambiguous"; readonly lines: readonly L[] }
  | { readonly kind: "wrong" };

const folded = (text: string): string => text.trim().toLowerCase();

/** Scanners and spreadsheets drop leading zeros: UPC-A is EAN-13 with a zero before it. */
const unpadded = (code: string): string => (/^\d+$/.test(code) ? code.replace(/^0+(?=\d)/, "") : code);

/** The lines that a code names: by SKU, else by barcode, else by barcode without leading zeros. */
export function linesNamed<L extends Scannable>(lines: readonly L[], code: string): readonly L[] {
  const wanted = folded(code);
  const ways = [
    (line: L) => folded(line.sku) === wanted,
    (line: L) => line.barcode !== null && folded(line.barcode) === wanted,
    (line: L) => line.barcode !== null && unpadded(folded(line.barcode)) === unpadded(wanted),
  ];
  for (const way of ways) {
    const found = lines.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

/** What a scan means for a parcel. Units of one article may belong to several lines: they are filled in turn. */
export function fit<L extends Scannable>(named: readonly L[], quantity: number): Fit<L> {
  const [first] = named;
  if (first === undefined) return { kind: "wrong" };
  if (named.some((line) => line.sku !== first.sku)) return { kind: "ambiguous", lines: named };
  const open = named.reduce((sum, line) => sum + line.wanted - line.packed, 0);
  if (quantity > open) return { kind: "surplus", line: first, open };
  let left = quantity;
  const units = named.flatMap(({ id, wanted, packed }) => {
    const taken = Math.min(left, wanted - packed);
    left -= taken;
    return taken === 0 ? [] : [{ id, quantity: taken }];
  });
  return { kind: "fits", units };
}

/** Every spelling under which an article may stand in the catalogue. */
export function spellings(code: string): string[] {
  const text = code.trim();
  const bare = unpadded(text);
  const padded = /^\d+$/.test(bare) ? [8, 12, 13, 14].map((width) => bare.padStart(width, "0")) : [];
  return [...new Set([text, text.toUpperCase(), text.toLowerCase(), bare, ...padded])];
}
