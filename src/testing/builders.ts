import { productSearch, variantSearch } from "#core/catalog/search.ts";
import type { Hub } from "#core/hub.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { insertRows } from "#db/bulk.ts";

export interface Article {
  readonly sku: string;
  readonly onHand?: number;
  readonly price?: number;
  readonly location?: string;
  readonly allowBackorder?: boolean;
}

/** Articles with stock, written straight into the tables so that core tests do not hang on the catalogue's operations. */
export async function addArticles(hub: Hub, actor: Actor, articles: readonly Article[]): Promise<void> {
  const { sql } = hub.db;
  const places = await sql<{ id: string; code: string }[]>`
    select id, code from locations where tenant_id = ${actor.tenantId}`;
  const rows = articles.map((article) => rowsOf(article, actor.tenantId, places));
  await insertRows(
    sql,
    "products",
    rows.map((row) => row.product),
  );
  await insertRows(
    sql,
    "variants",
    rows.map((row) => row.variant),
  );
  await insertRows(
    sql,
    "stock_levels",
    rows.map((row) => row.level),
  );
  const openings = rows.flatMap((row) => row.opening);
  if (openings.length > 0) await insertRows(sql, "stock_movements", openings);
}

function rowsOf(article: Article, tenantId: string, places: readonly { id: string; code: string }[]) {
  const location = places.find((place) => place.code === (article.location ?? "main"));
  if (location === undefined) throw new Error(`there is no location ${article.location}`);
  const { sku, onHand = 100, price = 295, allowBackorder = false } = article;
  const now = new Date();
  const mine = { tenant_id: tenantId, id: newId() };
  const product = {
    ...mine,
    title: `Article ${sku}`,
    ...productSearch({ title: `Article ${sku}` }),
    description: "",
    status: "active",
    version: 1,
    created_at: now,
    updated_at: now,
  };
  const found = variantSearch({ sku, title: "", barcode: null });
  const variant = { ...mine, ...found, product_id: mine.id, sku, title: "", prices: { GBP: price }, position: 0 };
  const place = { tenant_id: tenantId, id: newId(), variant_id: mine.id, location_id: location.id };
  const counts = { on_hand: onHand, reserved: 0, backordered: 0, incoming: 0, safety_stock: 0 };
  const level = { ...place, ...counts, allow_backorder: allowBackorder, updated_at: now };
  const movement = {
    ...place,
    type: "opening",
    quantity: onHand,
    on_hand_after: onHand,
    reason: "opening",
    actor: "test",
    at: now,
  };
  return { product, variant, level, opening: onHand > 0 ? [movement] : [] };
}
