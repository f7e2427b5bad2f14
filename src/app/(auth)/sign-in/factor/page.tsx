import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { pendingOf } from "#auth/sessions.ts";
import { FactorScreen } from "#features/auth/factor-screen.tsx";
import { safeReturnPath } from "#features/auth/sign-in-error.ts";
import { getHub } from "#server/current-hub.ts";
import { sessionIdOf } from "#server/session-cookie.ts";

export const metadata: Metadata = { title: "Second factor" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** For who has given a password; others begin with that. */
export default async function FactorPage({ searchParams }: PageProps) {
  const { callbackUrl } = await searchParams;
  const returnTo = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : undefined);
  const cookies = (await headers()).get("cookie");
  const hub = await getHub();
  const sid = await sessionIdOf(hub, cookies);
  const pending = sid === undefined ? undefined : await pendingOf(hub, sid);
  if (pending === undefined) redirect(`/sign-in?${new URLSearchParams({ callbackUrl: returnTo }).toString()}`);
  return <FactorScreen returnTo={returnTo} awaits={pending.awaits} />;
}
