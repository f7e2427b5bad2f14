import { insertRows, type Row } from "#db/bulk.ts";
import { newId } from "../kernel/ids.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { ProductRecord, VariantRecord } from "./record.ts";
import { productSearch, variantSearch } from "./search.ts";

const available = (read: Read) => read.sql`
  (select coalesce(sum(greatest(sl.available, 0)), 0) from stock_levels sl
    join locations k on k.tenant_id = sl.tenant_id and k.id = sl.location_id and k.active
    where sl.tenant_id = v.tenant_id and sl.variant_id = v.id)`;

/** The columns of a product under the names of `ProductRecord`; the alias is `p`. */
export const productColumns = (read: Read) => read.sql`
  p.id, p.title, p.description, p.status, p.image, p.version, p.created_at as "createdAt", p.updated_at as "updatedAt",
  coalesce((select json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'prices', v.prices,
    'barcode', v.barcode, 'weightGrams', v.weight_grams, 'hsCode', v.hs_code, 'available', ${available(read)}) order by v.position, v.id)
    from variants v where v.tenant_id = p.tenant_id and v.product_id = p.id), '[]') as variants`;

export const readProducts = (read: Read, ids: readonly string[]) => read.sql<ProductRecord[]>`
  select ${productColumns(read)} from products p
  where p.tenant_id = ${read.tenantId} and p.id = any(${[...ids]}::uuid[])`;

export async function readProduct(read: Read, id: string): Promise<ProductRecord | undefined> {
  const [product] = await readProducts(read, [id]);
  return product;
}

/** Includes each product's tenant. */
export const readVariants = (read: Read, ids: readonly string[]) => read.sql<(VariantRecord & { productId: string })[]>`
  select v.id, v.product_id as "productId", v.sku, v.title, v.prices, v.barcode, v.weight_grams as "weightGrams",
    v.hs_code as "hsCode", ${available(read)}::int as available
  from variants v where v.tenant_id = ${read.tenantId} and v.id = any(${[...ids]}::uuid[])`;

/** The changeable state behind a product's view, without building the view. */
export async function readRevision(
  read: Read,
  id: string,
): Promise<{ version: number; available: number[] } | undefined> {
  const [revision] = await read.sql<{ version: number; available: number[] }[]>`
    select p.version, coalesce((select json_agg(${available(read)} order by v.position, v.id)
      from variants v where v.tenant_id = p.tenant_id and v.product_id = p.id), '[]') as available
    from products p where p.tenant_id = ${read.tenantId} and p.id = ${id}`;
  return revision;
}

/** Reads the products after locking their rows, in the order of their ids. */
export async function lockProducts(tx: Tx, ids: readonly string[]): Promise<ProductRecord[]> {
  const locked = tx.sql`
    select id from products where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
    order by id for no key update`.execute();
  const [, products] = await Promise.all([locked, readProducts(tx, ids)]);
  return [...products];
}

export interface CatalogueWorld {
  /** The products whose variants already use these SKUs. */
  readonly taken: ReadonlyMap<string, { variantId: string; productId: string }>;
  readonly locationIds: readonly string[];
}

/**
 * What creating a variant needs. The shared lock on the tenant keeps new locations out until the commit, so that every
 * variant has a stock level at every location.
 */
export async function readWorld(tx: Tx, skus: readonly string[]): Promise<CatalogueWorld> {
  const { sql, tenantId } = tx;
  const locked = sql`select id from tenants where id = ${tenantId} for share`.execute();
  const [, taken, locations] = await Promise.all([
    locked,
    sql<{ sku: string; variantId: string; productId: string }[]>`
      select sku, id as "variantId", product_id as "productId" from variants
      where tenant_id = ${tenantId} and sku = any(${[...new Set(skus)]}::text[])`,
    sql<{ id: string }[]>`select id from locations where tenant_id = ${tenantId} and active order by id`,
  ]);
  return { taken: new Map(taken.map((row) => [row.sku, row])), locationIds: locations.map((row) => row.id) };
}

export function insertProducts({ tx, send }: WriteContext, products: readonly ProductRecord[]): void {
  if (products.length === 0) return;
  const rows = products.map(({ id, title, description, status, image, version, createdAt, updatedAt }) => ({
    tenant_id: tx.tenantId,
    id,
    title,
    description,
    status,
    image,
    version,
    ...productSearch({ title }),
    created_at: createdAt,
    updated_at: updatedAt,
  }));
  send(insertRows(tx.sql, "products", rows));
}

export interface AddedVariant {
  readonly variant: VariantRecord;
  readonly productId: string;
  readonly position: number;
}

/** Inserts variants with an empty stock level at every location, so that there is always a row to lock. */
export function insertVariants(
  { tx, send, now }: WriteContext,
  added: readonly AddedVariant[],
  locationIds: readonly string[],
): void {
  if (added.length === 0) return;
  send(insertRows(tx.sql, "variants", added.map(variantRow(tx.tenantId))));
  const levels = added.flatMap(({ variant }) =>
    locationIds.map((locationId) => ({
      tenant_id: tx.tenantId,
      variant_id: variant.id,
      location_id: locationId,
      id: newId(),
      on_hand: 0,
      reserved: 0,
      backordered: 0,
      incoming: 0,
      safety_stock: 0,
      allow_backorder: false,
      updated_at: now,
    })),
  );
  if (levels.length > 0) send(insertRows(tx.sql, "stock_levels", levels));
}

const variantRow =
  (tenantId: string) =>
  ({ variant, productId, position }: AddedVariant): Row => ({
    tenant_id: tenantId,
    id: variant.id,
    product_id: productId,
    sku: variant.sku,
    title: variant.title,
    barcode: variant.barcode,
    prices: variant.prices,
    weight_grams: variant.weightGrams,
    hs_code: variant.hsCode,
    position,
    ...variantSearch(variant),
  });

export function updateProduct({ tx, send }: WriteContext, product: ProductRecord): void {
  const { id, title, description, status, image, version, updatedAt } = product;
  const { search, search_version } = productSearch(product);
  send(tx.sql`
    update products set title = ${title}, description = ${description}, status = ${status}, image = ${image},
      version = ${version}, updated_at = ${updatedAt}, search = ${search}::text::tsvector,
      search_version = ${search_version}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export function updateVariants({ tx, send }: WriteContext, changed: readonly VariantRecord[]): void {
  if (changed.length === 0) return;
  const rows = changed.map((variant) => ({
    ...variant,
    weight_grams: variant.weightGrams,
    hs_code: variant.hsCode,
    ...variantSearch(variant),
  }));
  send(tx.sql`
    update variants v set sku = r.sku, title = r.title, barcode = r.barcode, prices = r.prices,
      weight_grams = r.weight_grams, hs_code = r.hs_code, search = r.search, search_version = r.search_version
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as r(id uuid, sku text, title text, barcode text, prices jsonb, weight_grams int, hs_code text,
        search tsvector, search_version int)
    where v.tenant_id = ${tx.tenantId} and v.id = r.id`);
}
