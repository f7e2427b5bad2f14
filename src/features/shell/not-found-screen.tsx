"use client";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { MissingScreen } from "#features/shell/missing-screen.tsx";

/** For visitors without the shell. */
export function NotFoundScreen() {
  const t = useTranslations("errors");
  return (
    <div className="flex min-h-[70dvh] items-center">
      <EmptyState
        icon={<SearchX />}
        asPage
        title={t("notFoundTitle")}
        body={t("notFoundBody")}
        actions={
          <Link href="/" className={buttonClass()}>
            {t("goHome")}
          </Link>
        }
      />
    </div>
  );
}

/** An unknown path, inside the shell. */
export function UnknownAddress() {
  const t = useTranslations();
  const pathname = usePathname();
  const body = (
    <>
      <span className="mb-1 block font-mono text-xs break-all">{pathname}</span>
      {t("errors.notFoundBody")}
    </>
  );
  return (
    <MissingScreen title={t("errors.notFoundTitle")} body={body} back={{ href: "/", label: t("shell.nav.home") }} />
  );
}
