import { failure } from "#core/kernel/errors.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import type { Received } from "#integrations/broker/port.ts";
import type { Intake } from "./intake-parts.ts";
import { onlyTenant, tenantsBySlug } from "./intake-store.ts";

export const unknownTenant = failure(
  "invalid",
  "intake.unknown_tenant",
  (slug: string) => `There is no tenant called ${slug}.`,
);
export const noTenant = failure(
  "invalid",
  "intake.no_tenant",
  () => "The message does not say whose it is: name the tenant in its header crossdock-tenant.",
);

export interface Tenants {
  of(message: Received): TenantId;
}

/** One query for a whole batch. */
export async function tenantsOf({ hub, tenant }: Intake, messages: readonly Received[]): Promise<Tenants> {
  const slugOf = ({ headers }: Received) => headers["crossdock-tenant"] ?? tenant;
  const slugs = new Set(
    messages.map(slugOf).flatMap((slug) => (slug !== undefined && isStorableText(slug) ? [slug] : [])),
  );
  const [known, only] = await Promise.all([tenantsBySlug(hub.db.sql, [...slugs]), onlyTenant(hub.db.sql)]);
  return {
    of(message) {
      const slug = slugOf(message);
      const id = slug === undefined ? only : known.get(slug);
      if (id !== undefined) return id;
      throw slug === undefined ? noTenant() : unknownTenant(slug);
    },
  };
}
