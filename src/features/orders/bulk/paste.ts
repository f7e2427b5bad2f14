/** The values of a pasted line for one order. */
export type Fill = { id: string; carrier?: string; trackingNumber?: string };

export type Pasted = {
  fills: readonly Fill[];
  /** Named orders that are not among the rows. */
  unknown: readonly string[];
  /** Long numbers that a spreadsheet has written as 1.2E+11: their digits are lost. */
  shortened: readonly string[];
  /** Lines beyond the last row. */
  beyond: number;
};

export type Target = { id: string; number: string; externalId: string | null };

type Columns = { order: number; carrier: number; tracking: number };

const NONE = -1;
const shortenedNumber = /^\d([.,]\d+)?E\+?\d+$/i;
const headings: Readonly<Record<keyof Columns, RegExp>> = {
  tracking: /track|awb|consignment|waybill|parcel/i,
  carrier: /^(carrier|courier|shipp(er|ing|ed) ?(by|company)?|service)$/i,
  order: /^(#|order|number|reference|ref)\b/i,
};

/**
 * Parses text copied from a spreadsheet: a column of tracking numbers, or lines with order numbers, with or without a
 * carrier. Lines without order numbers fill the rows in order from `start`. Null for a single value.
 */
export function readPaste(text: string, targets: readonly Target[], start = 0): Pasted | null {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map(cellsOf);
  if (lines.length === 1 && lines[0]?.length === 1) return null;
  const known = new Map(targets.flatMap((target) => namesOf(target).map((name) => [name, target.id] as const)));
  const head = columnsNamed(lines[0] ?? []);
  const body = head === null ? lines : lines.slice(1);
  const columns = head ?? columnsFound(body, known);
  return columns.order === NONE ? byRow(body, columns, targets.slice(start)) : byOrder(body, columns, known);
}

const cellsOf = (line: string): string[] =>
  line.split(line.includes("\t") ? "\t" : /[;,]/).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );

const bare = (name: string): string => name.replace(/^#\s*/, "").toLowerCase();
const namesOf = ({ number, externalId }: Target): string[] => [bare(number), ...(externalId ? [bare(externalId)] : [])];

function columnsNamed(cells: readonly string[]): Columns | null {
  const at = (column: keyof Columns) => cells.findIndex((cell) => headings[column].test(cell));
  const [tracking, carrier] = [at("tracking"), at("carrier")];
  const order = cells.findIndex((cell, index) => index !== tracking && headings.order.test(cell));
  if (tracking === NONE || cells.some((cell) => /\d/.test(cell))) return null;
  return { order, carrier, tracking };
}

/** Without headings: orders are in the column with known numbers, tracking numbers in the one with most digits. */
function columnsFound(lines: readonly string[][], known: ReadonlyMap<string, string>): Columns {
  const width = Math.max(...lines.map((cells) => cells.length));
  const score = (index: number, test: (cell: string) => boolean) =>
    lines.filter((cells) => cells[index] !== undefined && test(cells[index])).length;
  const all = Array.from({ length: width }, (_, index) => index);
  const best = (among: readonly number[], test: (cell: string) => boolean) =>
    among.toSorted((a, b) => score(b, test) - score(a, test))[0] ?? NONE;
  if (width === 1) return { order: NONE, carrier: NONE, tracking: 0 };
  const named = best(all, (cell) => known.has(bare(cell)));
  const numbers = score(0, (cell) => /^#?\d{1,9}$/.test(cell)) === lines.length;
  const order = score(named, (cell) => known.has(bare(cell))) > 0 ? named : numbers ? 0 : NONE;
  const rest = all.filter((index) => index !== order);
  const tracking = best(rest, (cell) => /\d.*\d.*\d/.test(cell));
  return { order, tracking, carrier: rest.find((index) => index !== tracking) ?? NONE };
}

function byRow(lines: readonly string[][], columns: Columns, targets: readonly Target[]): Pasted {
  const read = lines.slice(0, targets.length).map((cells, index) => fillOf(cells, columns, targets[index]?.id ?? ""));
  const beyond = lines.slice(targets.length).filter((cells) => cells.some((cell) => cell !== "")).length;
  return { ...gathered(read), unknown: [], beyond };
}

function byOrder(lines: readonly string[][], columns: Columns, known: ReadonlyMap<string, string>): Pasted {
  const named = lines
    .map((cells) => ({ cells, name: cells[columns.order] ?? "" }))
    .filter(({ name }) => name !== "")
    .map((line) => ({ ...line, id: known.get(bare(line.name)) }));
  const read = named.flatMap(({ cells, id }) => (id === undefined ? [] : [fillOf(cells, columns, id)]));
  const unknown = named.filter(({ id }) => id === undefined).map(({ name }) => name);
  return { ...gathered(read), unknown: [...new Set(unknown)], beyond: 0 };
}

function fillOf(cells: readonly string[], { carrier, tracking }: Columns, id: string) {
  const [by, number] = [cells[carrier] ?? "", cells[tracking] ?? ""];
  const isShortened = shortenedNumber.test(number);
  const fill = { id, ...(by ? { carrier: by } : {}), ...(number && !isShortened ? { trackingNumber: number } : {}) };
  return { fill, shortened: isShortened ? number : null };
}

function gathered(read: readonly ReturnType<typeof fillOf>[]): Pick<Pasted, "fills" | "shortened"> {
  return {
    fills: read.map(({ fill }) => fill).filter((fill) => Object.keys(fill).length > 1),
    shortened: read.flatMap(({ shortened }) => shortened ?? []),
  };
}
