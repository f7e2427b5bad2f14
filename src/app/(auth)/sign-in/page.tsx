import type { Metadata } from "next";
import { safeReturnPath } from "#features/auth/sign-in-error.ts";
import { SignInScreen } from "#features/auth/sign-in-screen.tsx";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "Sign in" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: PageProps) {
  const { callbackUrl, expired } = await searchParams;
  const returnTo = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : undefined);
  const hub = await getHub();
  const demoAccounts = hub.demoAccounts.map(({ email, password, role }) => ({ email, password, label: role }));
  return <SignInScreen returnTo={returnTo} demoAccounts={demoAccounts} expired={expired !== undefined} />;
}
