"use client";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { apis } from "#features/apis/apis.ts";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";

export default function Loading() {
  return (
    <ReadingPage>
      <IntegrationsHeader />
      <div aria-busy="true" className="grid px-4 md:px-6">
        {apis.map(({ id }) => (
          <div key={id} className="flex min-h-16 items-center border-b py-3">
            <Skeleton className="h-8 w-full max-w-md" />
          </div>
        ))}
      </div>
    </ReadingPage>
  );
}
