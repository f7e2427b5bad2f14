import type { z } from "zod";
import { channels, locations, tenants } from "#db/schema/tenants.ts";
import { newId } from "../kernel/ids.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { orderNumbers } from "../orders/place-store.ts";
import type { CreateTenantInput } from "./schemas.ts";
import type { TenantView } from "./schemas.ts";

const CHANNELS = [
  ["web", "Web shop", "web"],
  ["marketplace", "Marketplace", "marketplace"],
  ["pos", "Shop till", "pos"],
  ["phone", "Phone", "phone"],
  ["import", "Imported history", "import"],
] as const;

export async function writeTenant(tx: Tx, input: z.output<typeof CreateTenantInput>, now: Date): Promise<void> {
  const { tenantId } = tx;
  const { slug, name, currency, locale, timeZone, taxRateBps } = input;
  await tx.orm.insert(tenants).values({ id: tenantId, slug, name, currency, locale, timeZone, createdAt: now });
  await tx.orm.insert(channels).values(
    CHANNELS.map(([code, label, kind]) => ({
      tenantId,
      id: newId(),
      code,
      name: label,
      kind,
      currency,
      taxRateBps,
      createdAt: now,
    })),
  );
  await tx.orm
    .insert(locations)
    .values({ tenantId, id: newId(), code: "main", name: "Main warehouse", createdAt: now });
  await tx.sql`create sequence ${tx.sql(orderNumbers(tenantId))} start with 1001`;
}

export async function readTenant(read: Read): Promise<z.input<typeof TenantView> | undefined> {
  const [tenant] = await read.sql<z.input<typeof TenantView>[]>`
    select id, slug, name, currency, locale, time_zone as "timeZone" from tenants where id = ${read.tenantId}`;
  return tenant;
}
