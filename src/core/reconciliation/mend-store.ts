import type { Tx } from "../kernel/tx.ts";

interface Level {
  readonly id: string;
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly incoming: number;
  readonly safetyStock: number;
}

const levelColumns = (tx: Tx) => tx.sql`
  sl.id, v.sku, k.code as location, sl.on_hand as "onHand", sl.reserved,
  sl.available, sl.incoming, sl.safety_stock as "safetyStock"
  from stock_levels sl
  join variants v on v.tenant_id = sl.tenant_id and v.id = sl.variant_id
  join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id`;

export async function readLevel(tx: Tx, id: string): Promise<Level | undefined> {
  const [level] = await tx.sql<Level[]>`
    select ${levelColumns(tx)} where sl.tenant_id = ${tx.tenantId} and sl.id = ${id}`;
  return level;
}

export async function lockLevel(tx: Tx, id: string): Promise<Level | undefined> {
  const [level] = await tx.sql<Level[]>`
    select ${levelColumns(tx)} where sl.tenant_id = ${tx.tenantId} and sl.id = ${id} for no key update of sl`;
  return level;
}
