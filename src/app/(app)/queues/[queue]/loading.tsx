"use client";
import { QueueSkeleton } from "#features/queues/queue-skeleton.tsx";

export default function Loading() {
  return <QueueSkeleton />;
}
