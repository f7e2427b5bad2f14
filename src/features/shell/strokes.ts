/** "mod+k", "?", "g"; null for a modifier alone. Shift is part of the character, but named for letters. */
export function strokeOf(
  event: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">,
): string | null {
  if (["Shift", "Control", "Alt", "Meta", "Dead"].includes(event.key)) return null;
  const letter = /^[a-z]$/i.test(event.key);
  const parts = [
    event.metaKey || event.ctrlKey ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && (letter || event.key.length > 1) ? "shift" : "",
    event.key.toLowerCase(),
  ];
  return parts.filter(Boolean).join("+");
}

/** The meaning of the keys so far: a shortcut, a prefix of one, or nothing. */
export function matchStrokes<S extends { keys: string }>(
  pending: readonly string[],
  stroke: string,
  shortcuts: readonly S[],
): { found?: S; pending: string[] } {
  for (const strokes of pending.length > 0 ? [[...pending, stroke], [stroke]] : [[stroke]]) {
    const keys = strokes.join(" ");
    const found = shortcuts.findLast((shortcut) => shortcut.keys === keys);
    if (found) return { found, pending: [] };
    if (shortcuts.some((shortcut) => shortcut.keys.startsWith(`${keys} `))) return { pending: strokes };
  }
  return { pending: [] };
}
