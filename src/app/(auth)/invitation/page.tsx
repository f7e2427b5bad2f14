import type { Metadata } from "next";
import { InvitationScreen } from "#features/auth/invitation-screen.tsx";

export const metadata: Metadata = { title: "Accept an invitation", referrer: "no-referrer", robots: { index: false } };

/** The token is behind the # of the address, which only the browser knows. */
export default function InvitationPage() {
  return <InvitationScreen />;
}
