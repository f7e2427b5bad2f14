"use client";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div aria-busy="true" className="mx-auto flex max-w-md flex-col items-center px-6 py-14">
      <Skeleton className="mb-4 size-6 rounded-full" />
      <Skeleton className="h-5 w-48" />
      <Skeleton className="mt-2 h-10 w-72 max-w-full" />
      <Skeleton className="mt-5 h-8 w-32" />
    </div>
  );
}
