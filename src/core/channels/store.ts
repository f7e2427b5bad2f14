import type { z } from "zod";
import { insertRows } from "#db/bulk.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { ChannelView, LocationView } from "./schemas.ts";

/** Records equal their views, except for the instant. */
type Recorded<View extends { createdAt: string }> = Omit<View, "createdAt"> & { createdAt: Date };
export type ChannelRecord = Recorded<z.input<typeof ChannelView>>;
export type LocationRecord = Recorded<z.input<typeof LocationView>>;

const channelColumns = (read: Read) => read.sql`
  id, code, name, kind, currency, tax_mode as "taxMode", tax_rate_bps as "taxRateBps",
  location_order as "locationOrder", ship_authorized as "shipAuthorized", active, created_at as "createdAt"`;

export const listChannels = (read: Read): Promise<ChannelRecord[]> => read.sql<ChannelRecord[]>`
  select ${channelColumns(read)} from channels where tenant_id = ${read.tenantId} order by created_at, code`;

export const readChannels = (read: Read, codes: readonly string[]): Promise<ChannelRecord[]> => read.sql<
  ChannelRecord[]
>`
  select ${channelColumns(read)} from channels
  where tenant_id = ${read.tenantId} and code = any(${[...codes]}::text[])`;

export async function lockChannel(tx: Tx, code: string): Promise<ChannelRecord | undefined> {
  const [channel] = await tx.sql<ChannelRecord[]>`
    select ${channelColumns(tx)} from channels where tenant_id = ${tx.tenantId} and code = ${code} for no key update`;
  return channel;
}

export async function findChannel(read: Read, code: string): Promise<{ id: string } | undefined> {
  const [channel] = await read.sql<{ id: string }[]>`
    select id from channels where tenant_id = ${read.tenantId} and code = ${code}`;
  return channel;
}

export function insertChannel({ tx, send }: WriteContext, channel: ChannelRecord): void {
  const { id, code, name, kind, currency, taxMode, taxRateBps, locationOrder, shipAuthorized, active } = channel;
  send(tx.sql`
    insert into channels (tenant_id, id, code, name, kind, currency, tax_mode, tax_rate_bps, location_order, ship_authorized, active,
      created_at)
    values (${tx.tenantId}, ${id}, ${code}, ${name}, ${kind}, ${currency}, ${taxMode}, ${taxRateBps},
      ${locationOrder}::text[], ${shipAuthorized}, ${active}, ${channel.createdAt})`);
}

export function updateChannel({ tx, send }: WriteContext, channel: ChannelRecord): void {
  const { id, name, kind, currency, taxMode, taxRateBps, locationOrder, shipAuthorized, active } = channel;
  send(tx.sql`
    update channels set name = ${name}, kind = ${kind}, currency = ${currency}, tax_mode = ${taxMode},
      tax_rate_bps = ${taxRateBps}, location_order = ${locationOrder}::text[],
      ship_authorized = ${shipAuthorized}, active = ${active}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

const locationColumns = (read: Read) => read.sql`id, code, name, address, active, created_at as "createdAt"`;

export const listLocations = (read: Read): Promise<LocationRecord[]> => read.sql<LocationRecord[]>`
  select ${locationColumns(read)} from locations
  where tenant_id = ${read.tenantId} order by created_at, code`;

export const readLocations = (read: Read, codes: readonly string[]): Promise<LocationRecord[]> => read.sql<
  LocationRecord[]
>`
  select ${locationColumns(read)} from locations
  where tenant_id = ${read.tenantId} and code = any(${[...codes]}::text[])`;

export async function tenantCurrency(read: Read): Promise<string> {
  const [row] = await read.sql<{ currency: string }[]>`select currency from tenants where id = ${read.tenantId}`;
  if (row === undefined) throw new Error("An actor's tenant is not there");
  return row.currency;
}

/** Creating articles share-locks the tenant; adding a location waits for them, so that no stock level is missing. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.sql`select id from tenants where id = ${tx.tenantId} for no key update`;
}

export function insertLocation({ tx, send, now }: WriteContext, location: LocationRecord): void {
  const { createdAt, ...same } = location;
  send(insertRows(tx.sql, "locations", [{ ...same, tenant_id: tx.tenantId, created_at: createdAt }]));
  send(tx.sql`
    insert into stock_levels (tenant_id, variant_id, location_id, id, updated_at)
    select v.tenant_id, v.id, ${location.id}, gen_random_uuid(), ${now} from variants v where v.tenant_id = ${tx.tenantId}`);
}
