"use client";
import type { ReactNode } from "react";
import { LiveSinceContext } from "./live.ts";

/** Around a prefetched screen: the feed position before the prefetch. */
export function LiveSince({ position, children }: { position: number; children: ReactNode }) {
  return <LiveSinceContext value={position}>{children}</LiveSinceContext>;
}
