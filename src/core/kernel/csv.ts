/**
 * A text as one cell of a CSV (RFC 4180). What a spreadsheet would run gets an apostrophe in front (OWASP, CSV
 * Injection), and so does what already looks like that, so that `textOfCell` finds the text again.
 */
export function csvCell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that `csvCell` made a cell of, given the cell without its quotes. */
export const textOfCell = (cell: string): string => (cell.startsWith("'") && isFormula(cell) ? cell.slice(1) : cell);

/** A plain number is none, whatever its sign. */
const isFormula = (text: string): boolean =>
  /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);
