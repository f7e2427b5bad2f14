"use client";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { buttonClass } from "#components/ui/button.tsx";

export function NoOrder({ number }: { number: string }) {
  const t = useTranslations("orderDetail");
  return (
    <EmptyState
      asPage
      icon={<SearchX />}
      title={t("noneTitle", { number })}
      body={t("noneBody")}
      actions={
        <Link href="/orders" className={buttonClass()}>
          {t("backToList")}
        </Link>
      }
    />
  );
}
