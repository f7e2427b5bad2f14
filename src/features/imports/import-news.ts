import type { Import } from "#features/imports/import-params.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";

type Progress = Import["progress"];

const statusAfter: Readonly<Record<string, Import["status"]>> = {
  "import.progressed": "running",
  "import.cancelled": "cancelled",
};

function progressIn(data: unknown): Progress | undefined {
  if (typeof data !== "object" || data === null || !("progress" in data)) return undefined;
  const { progress } = data;
  if (typeof progress !== "object" || progress === null || !("rowsRead" in progress)) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the core's events carry this very view; see imports/events.ts
  return progress as Progress;
}

/** Applies an event to an import; figures only grow, so an older event changes nothing. */
export function told(known: Import, event: LiveEvent): Import {
  if (event.subjectId !== known.id) return known;
  const progress = progressIn(event.data);
  const newer = progress && progress.rowsRead >= known.progress.rowsRead ? progress : known.progress;
  const status = statusAfter[event.type];
  const over = known.status !== "queued" && known.status !== "running";
  return { ...known, progress: newer, ...(status && !over ? { status } : {}) };
}
