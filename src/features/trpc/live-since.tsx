"use client";
import type { ReactNode } from "react";
import { LiveSinceContext } from "./live.ts";

/** Around a screen that was read on the server: where the feed stood before that. */
export function LiveSince({ position, children }: { position: number; children: ReactNode }) {
  return <LiveSinceContext value={position}>{children}</LiveSinceContext>;
}
