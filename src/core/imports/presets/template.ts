import type { Preset } from "./preset.ts";

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file to fill in: the columns and one order. */
export function templateOf(preset: Preset): string {
  const rows = [preset.columns.map(({ name }) => name), preset.columns.map(({ example }) => example)];
  return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}
