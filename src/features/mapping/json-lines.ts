import { type Fault, inPointer } from "#core/kernel/errors.ts";

export type JsonLine = {
  text: string;
  depth: number;
  /** The value that starts on this line; null for a closing bracket. */
  pointer: string | null;
};

/** A value as indented JSON, each line with its JSON Pointer. */
export function jsonLines(value: unknown): JsonLine[] {
  return linesOf({ value, label: "", pointer: "", depth: 0 });
}

type Part = { value: unknown; label: string; pointer: string; depth: number };

function linesOf({ value, label, pointer, depth }: Part): JsonLine[] {
  if (typeof value !== "object" || value === null)
    return [{ text: `${label}${JSON.stringify(value) ?? "null"}`, depth, pointer }];
  const list = Array.isArray(value);
  const [open, close] = list ? ["[", "]"] : ["{", "}"];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ text: `${label}${open}${close}`, depth, pointer }];
  const inner = entries.flatMap(([key, child], index) => {
    const lines = linesOf({
      value: child,
      label: list ? "" : `${JSON.stringify(key)}: `,
      pointer: `${pointer}/${inPointer(key)}`,
      depth: depth + 1,
    });
    const last = lines.at(-1);
    if (last && index < entries.length - 1) last.text += ",";
    return lines;
  });
  return [{ text: `${label}${open}`, depth, pointer }, ...inner, { text: close, depth, pointer: null }];
}

/** Errors by line; a missing field is reported at its parent. */
export function faultsByLine(lines: readonly JsonLine[], faults: readonly Fault[]): ReadonlyMap<number, Fault[]> {
  const lineOf = new Map(lines.flatMap(({ pointer }, index) => (pointer === null ? [] : [[pointer, index] as const])));
  return Map.groupBy(faults, ({ pointer = "" }) => {
    let near = pointer;
    while (near !== "" && !lineOf.has(near)) near = near.slice(0, near.lastIndexOf("/"));
    return lineOf.get(near) ?? 0;
  });
}
