/** The list that the user came from, so that an order can link to its neighbours and back to the same position. */
export type ListMemory = { href: string; ids: readonly string[] };

const KEY = "crossdock.orders";
const LONGEST = 1000;

export function rememberList(memory: ListMemory): void {
  const ids = memory.ids.slice(0, LONGEST);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...memory, ids }));
  } catch {
    // Without browser storage there are no such links.
  }
}

/** As text, which is equal when its content is. */
export function recalled(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

export function memoryIn(text: string): ListMemory | null {
  try {
    const kept: unknown = JSON.parse(text || "null");
    return isMemory(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isMemory(kept: unknown): kept is ListMemory {
  if (typeof kept !== "object" || kept === null || !("href" in kept) || !("ids" in kept)) return false;
  return typeof kept.href === "string" && kept.href.startsWith("/orders") && Array.isArray(kept.ids);
}

export function neighbours(memory: ListMemory | null, id: string): { previous?: string; next?: string } {
  const at = memory?.ids.indexOf(id) ?? -1;
  if (memory === null || at < 0) return {};
  const [previous, next] = [memory.ids[at - 1], memory.ids[at + 1]];
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}
