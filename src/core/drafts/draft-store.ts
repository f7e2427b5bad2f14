import { insertRows } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Tx } from "../kernel/tx.ts";
import { lineRow, type Placed } from "../orders/place-rows.ts";

/** Replaces the draft's lines, channel and amounts. */
export function replaceDraft({ sql, tenantId }: Tx, id: string, { record, channelId }: Placed): Sendable[] {
  const lines = record.lines.map((line, position) => ({ tenant_id: tenantId, ...lineRow(line, id, position) }));
  return [
    sql`delete from order_lines where tenant_id = ${tenantId} and order_id = ${id}`,
    insertRows(sql, "order_lines", lines),
    sql`
      update orders set channel_id = ${channelId}, currency = ${record.currency}, tax_mode = ${record.taxMode},
        line_count = ${record.lineCount}, unit_count = ${record.unitCount}
      where tenant_id = ${tenantId} and id = ${id} and status = 'draft'`,
  ];
}
