import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireTenant } from "#app/tenant.ts";
import type { SearchParams } from "#features/list/url-params.ts";
import { auditInput, loadAuditParams } from "#features/settings/audit-params.ts";
import { AuditScreen } from "#features/settings/audit-screen.tsx";

export const metadata: Metadata = { title: "Audit" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function AuditPage({ searchParams }: PageProps) {
  const [params, { timeZone }] = [loadAuditParams(await searchParams), await requireTenant()];
  return allowed("audit:read", () =>
    prefetched((trpc) => [trpc.audit.entries.prefetchInfinite(auditInput(params, timeZone))], <AuditScreen />),
  );
}
