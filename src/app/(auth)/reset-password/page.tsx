import type { Metadata } from "next";
import { connection } from "next/server";
import { ResetScreen } from "#features/auth/reset-screen.tsx";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

export default async function ResetPage() {
  await connection(); // its scripts carry the nonce of each response
  return <ResetScreen />;
}
