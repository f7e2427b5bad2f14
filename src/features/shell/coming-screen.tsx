"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { usePendingPath } from "#components/hooks/pending-navigation.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { useConnection } from "#features/shell/connection.ts";
import { navItems } from "#features/shell/navigation.ts";

/**
 * The current screen; while offline, the skeleton of the requested one until it can be loaded. Input on the previous
 * screen is kept.
 */
export function ScreenOrComing({ children }: { children: ReactNode }) {
  const path = usePendingPath();
  const lost = useConnection() !== "online";
  const coming = lost ? navItems.find(({ href }) => href === path) : undefined;
  return (
    <>
      {coming ? <Coming id={coming.id} /> : null}
      <div className="contents" hidden={coming !== undefined}>
        {children}
      </div>
    </>
  );
}

function Coming({ id }: { id: (typeof navItems)[number]["id"] }) {
  const t = useTranslations("shell.nav");
  return (
    <div aria-busy="true" data-skeleton="">
      <PageHeader title={t(id)} />
      <SkeletonText lines={6} className="px-4 md:px-6" />
    </div>
  );
}
