"use client";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";

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
          <Button asChild>
            <Link href="/">{t("goHome")}</Link>
          </Button>
        }
      />
    </div>
  );
}
