/**
 * A text as one CSV cell (RFC 4180). A formula is escaped with a leading apostrophe (OWASP, CSV Injection), and so is
 * what already looks escaped, so that `textOfCell` restores the text.
 */
export function csvCell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reverses `csvCell`, given the cell without its quotes. */
export const textOfCell = (cell: string): string => (cell.startsWith("'") && isFormula(cell) ? cell.slice(1) : cell);

/** A plain number is not a formula, whatever its sign. */
const isFormula = (text: string): boolean =>
  /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);
