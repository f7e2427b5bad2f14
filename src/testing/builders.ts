import type { Hub } from "../core/hub.ts";
import type { Actor } from "../core/kernel/actor.ts";
import { newId } from "../core/kernel/ids.ts";
import { insertRows } from "../db/bulk.ts";

export interface Article {
  readonly sku: string;
  readonly onHand?: number;
  readonly price?: number;
  readonly location?: string;
  readonly allowBackorder?: boolean;
}

/** Articles with stock, written straight into the tables so that core tests do not hang on the catalogue's operations. */
export async function addArticles(hub: Hub, actor: Actor, articles: readonly Article[]): Promise<void> {
  const { tenantId } = actor;
  const { sql } = hub.db;
  const places = await sql<{ id: string; code: string }[]>`select id, code from locations where tenant_id = ${tenantId}`;
  const rows = articles.map((article) => {
    const location = places.find((place) => place.code === (article.location ?? "main"));
    if (location === undefined) throw new Error(`there is no location ${article.location}`);
    return { article, productId: newId(), variantId: newId(), locationId: location.id, tenant_id: tenantId };
  });
  await insertRows(sql, "products", rows.map((row) => ({ tenant_id: tenantId, id: row.productId, title: `Article ${row.article.sku}`, description: "", status: "active", version: 1, created_at: new Date(), updated_at: new Date() })));
  await insertRows(sql, "variants", rows.map((row) => ({ tenant_id: tenantId, id: row.variantId, product_id: row.productId, sku: row.article.sku, title: "", prices: { GBP: row.article.price ?? 295 }, position: 0 })));
  await insertRows(sql, "stock_levels", rows.map((row) => ({ tenant_id: tenantId, id: newId(), variant_id: row.variantId, location_id: row.locationId, on_hand: row.article.onHand ?? 100, reserved: 0, backordered: 0, incoming: 0, safety_stock: 0, allow_backorder: row.article.allowBackorder ?? false, updated_at: new Date() })));
  const stocked = rows.filter((row) => (row.article.onHand ?? 100) > 0);
  if (stocked.length === 0) return;
  await insertRows(sql, "stock_movements", stocked.map((row) => ({ tenant_id: tenantId, id: newId(), variant_id: row.variantId, location_id: row.locationId, type: "opening", quantity: row.article.onHand ?? 100, on_hand_after: row.article.onHand ?? 100, reason: "opening", actor: "test", at: new Date() })));
}
