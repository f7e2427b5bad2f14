export type TextPlace = { line: number; column: number; offset: number };

/** Converts an offset in the trimmed text to line and column in the typed text, counted from one. */
export function placeIn(typed: string, position: number): TextPlace {
  const offset = Math.min(typed.length, typed.length - typed.trimStart().length + position);
  const before = typed.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset };
}
