import type { Actor } from "../kernel/actor.ts";
import { csvCell } from "../kernel/csv.ts";
import { execute } from "../runtime/execute.ts";
import type { Hub } from "../runtime/hub.ts";
import { listReports } from "./list-reports.ts";

/** All rejected rows of an import as CSV (UTF-8, CRLF), in chunks, however many there are. */
export async function* reportCsv(hub: Hub, actor: Actor, importId: string): AsyncGenerator<string> {
  let cursor: string | undefined;
  let first = true;
  do {
    const { output } = await execute(hub, actor, listReports, { id: importId, limit: 1000, cursor });
    const rows = output.data.map(({ line, code, detail, raw }) => [String(line), code, csvCell(detail), csvCell(raw)]);
    yield [...(first ? [["line", "code", "reason", "row"]] : []), ...rows]
      .map((row) => `${row.join(",")}\r\n`)
      .join("");
    first = false;
    cursor = output.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
