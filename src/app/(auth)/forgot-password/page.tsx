import type { Metadata } from "next";
import { connection } from "next/server";
import { ForgotScreen } from "#features/auth/forgot-screen.tsx";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "Forgotten password" };

export default async function ForgotPage() {
  await connection(); // before the hub: a build that renders this page must not start a database
  const { config } = await getHub();
  return <ForgotScreen sends={config.smtpUrl !== undefined} />;
}
