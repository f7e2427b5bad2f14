"use client";
import { RunSkeleton } from "#features/reconciliation/run-skeleton.tsx";

export default function Loading() {
  return <RunSkeleton />;
}
