import type { Read } from "../kernel/tx.ts";
import type { OrderWork } from "../order/list-schemas.ts";
import type { lineColumns } from "../order/store.ts";

type Part = ReturnType<typeof lineColumns>;

const MOST = 10_000;
const LATE_MS = 2 * 86_400_000;

/**
 * The conditions on `o` of the work lists; they exclude each other. Each must equal the condition of a
 * partial index of `orders` exactly: lists and tiles are built only from these.
 */
export function workConditions(read: Read, work: OrderWork, now: Date): Part[] {
  const { sql } = read;
  switch (work) {
    case "to_ship":
      return toShip(read);
    case "late": {
      const before = new Date(now.getTime() - LATE_MS).toISOString();
      return toShip(read).map((condition) => sql`${condition} and o.placed_at < ${before}::text::timestamptz`);
    }
    case "held":
      return [sql`o.on_hold`];
    case "unpaid":
      return [sql`o.payment_status in ('unpaid', 'partially_paid') and o.status not in ('draft', 'cancelled')`];
  }
}

/** Authorised orders count where their channel says so; without such a channel they are not scanned. */
function toShip({ sql, tenantId }: Read): Part[] {
  const channels = sql`from channels k where k.tenant_id = ${tenantId} and k.ship_authorized`;
  return [
    sql`o.ready = 'paid'`,
    sql`o.ready = 'authorized' and exists (select ${channels}) and o.channel_id in (select k.id ${channels})`,
  ];
}

/** The number of orders in a work list, as an expression; it stops at 10,000. */
export function countOfWork(read: Read, work: OrderWork, now: Date): Part {
  const { sql, tenantId } = read;
  const [first = sql``, ...others] = workConditions(read, work, now).map(
    (condition) => sql`(select from orders o where o.tenant_id = ${tenantId} and ${condition} limit ${MOST})`,
  );
  const all = others.reduce((union, one) => sql`${union} union all ${one}`, first);
  return sql`(select least(count(*), ${MOST})::int from (${all}) x)`;
}
