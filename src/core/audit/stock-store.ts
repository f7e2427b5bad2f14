import type { Read } from "../kernel/tx.ts";
import { sqlCheck } from "./page-store.ts";

const levels = (read: Read) => read.sql`select * from stock_levels where tenant_id = ${read.tenantId}`;

const sumOf = (read: Read, backorder: boolean) => read.sql`
  coalesce((select sum(r.quantity) from reservations r where r.tenant_id = page.tenant_id and r.variant_id = page.variant_id
    and r.location_id = page.location_id and r.status = 'active' and r.backorder = ${backorder}), 0)`;

export const stockChecks = [
  sqlCheck({
    name: "stock.reserved",
    promise: "What a level calls reserved is the sum of its covered active reservations.",
    rows: levels,
    broken: (read) => read.sql`
      select page.id, page.reserved, s.reservations from page
      cross join lateral (select ${sumOf(read, false)} as reservations) s where page.reserved <> s.reservations`,
  }),
  sqlCheck({
    name: "stock.backordered",
    promise: "What a level calls backordered is the sum of the active reservations that wait.",
    rows: levels,
    broken: (read) => read.sql`
      select page.id, page.backordered, s.reservations from page
      cross join lateral (select ${sumOf(read, true)} as reservations) s where page.backordered <> s.reservations`,
  }),
  sqlCheck({
    name: "stock.on_hand",
    promise: "What is on hand is the sum of everything that came onto and left the shelf.",
    rows: levels,
    broken: (read) => read.sql`
      select page.id, page.on_hand as "onHand", s.movements from page cross join lateral (
        select coalesce(sum(m.quantity), 0) as movements from stock_movements m where m.tenant_id = page.tenant_id
          and m.variant_id = page.variant_id and m.location_id = page.location_id) s
      where page.on_hand <> s.movements`,
  }),
  sqlCheck({
    name: "stock.no_oversell",
    promise: "No more is reserved than is on hand, and nothing is below zero.",
    rows: levels,
    broken: (read) => read.sql`
      select id, on_hand as "onHand", reserved, backordered from page
      where reserved > on_hand or reserved < 0 or on_hand < 0 or backordered < 0`,
  }),
  sqlCheck({
    name: "stock.everywhere",
    promise: "Every article has a stock level at every active location.",
    rows: (read) => read.sql`select tenant_id, id, sku from variants where tenant_id = ${read.tenantId}`,
    broken: (read) => read.sql`
      select page.id, page.sku, k.code as location from page
      join locations k on k.tenant_id = page.tenant_id and k.active
      where not exists (select from stock_levels sl where sl.tenant_id = page.tenant_id and sl.variant_id = page.id
        and sl.location_id = k.id)`,
  }),
  sqlCheck({
    name: "reservation.has_its_place",
    promise: "Every active reservation names a line of its order and a stock level of that line's article.",
    rows: (read) => read.sql`select * from reservations where tenant_id = ${read.tenantId} and status = 'active'`,
    broken: (read) => read.sql`
      select page.id, page.order_id as "orderId", page.quantity from page
      where not exists (select from order_lines l where l.tenant_id = page.tenant_id and l.id = page.order_line_id
          and l.order_id = page.order_id and l.variant_id = page.variant_id)
        or not exists (select from stock_levels sl where sl.tenant_id = page.tenant_id
          and sl.variant_id = page.variant_id and sl.location_id = page.location_id)`,
  }),
];
