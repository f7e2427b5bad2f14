import { query } from "../kernel/operation.ts";
import { changesOf } from "./entry-changes.ts";
import { type AuditEntry, AuditEntryPage, ListAuditEntriesInput } from "./entry-schemas.ts";
import { type EntryRow, scanEntries } from "./entry-store.ts";

export const listEntries = query({
  name: "audit.entries",
  summary:
    "Lists what was done, by whom, from where and over which transport, with the values before and after; newest first.",
  scope: "audit:read",
  audience: "public",
  input: ListAuditEntriesInput,
  output: AuditEntryPage,
  failures: [],
  examples: { input: { address: "203.0.113.7" } },
  run: async ({ read, cursors }, { cursor, ...filters }) => {
    const list = `audit ${JSON.stringify([filters.type, filters.actor, filters.transport, filters.address, filters.subject, filters.from, filters.to])}`;
    const before = cursor === undefined ? undefined : cursors.decode(list, cursor)[1];
    const { rows, scanned } = await scanEntries(read, filters, before);
    const data = rows.slice(0, filters.limit);
    const last = rows.length > filters.limit ? (data.at(-1)?.id ?? null) : scanned;
    return { data: data.map(entryOf), nextCursor: last === null ? null : cursors.encode(list, ["", last]) };
  },
});

export const entryOf = ({ data, earlier, at, ...row }: EntryRow): AuditEntry => ({
  ...row,
  at: at.toISOString(),
  changes: changesOf({ type: row.type, data, earlier }),
});
