import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { prefetched } from "#app/prefetched.tsx";
import { requireVisit } from "#app/tenant.ts";
import { withMessages } from "#app/with-messages.tsx";
import { SearchSources } from "#features/search/search-sources.tsx";
import { AppFrame } from "#features/shell/app-frame.tsx";
import { navCookie } from "#features/shell/nav-cookie.ts";
import { TrpcProvider } from "#features/trpc/provider.tsx";
import { getHub } from "#server/current-hub.ts";

/**
 * The layout of signed-in pages: the live stream from the current feed position, the tenant's formats, the shell and
 * its search.
 */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const [{ tenant, me }, { feed }, jar] = [await requireVisit(), await getHub(), await cookies()];
  const { locale, currency, timeZone } = tenant;
  const frame = (
    <AppFrame
      viewer={{
        name: me.name,
        email: me.email ?? "",
        role: me.role ?? "viewer",
        roleName: me.roleName,
        tenantName: tenant.name,
      }}
      format={{ locale, currency, timeZone, nowMs: Date.now() }}
      collapsed={jar.get(navCookie)?.value === "collapsed"}
    >
      <SearchSources />
      {children}
    </AppFrame>
  );
  return (
    <TrpcProvider position={feed.head} isLive={me.scopes.includes("events:read")}>
      {withMessages(
        ["products", "customers"],
        await prefetched((trpc) => [trpc.users.me.prefetch({}), trpc.channels.list.prefetch({})], frame),
      )}
    </TrpcProvider>
  );
}
