"use client";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { isProofAsked, onProofAsked } from "#features/trpc/proof.ts";

const ProofDialog = dynamic(() => import("#features/shell/proof-dialog.tsx").then((module) => module.ProofDialog), {
  ssr: false,
});

/** Shows the dialog while a command waits for a proof. */
export function ProofAsker() {
  const asked = useSyncExternalStore(onProofAsked, isProofAsked, () => false);
  return asked ? <ProofDialog /> : null;
}
