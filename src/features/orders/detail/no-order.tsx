"use client";
import { useTranslations } from "use-intl";
import { MissingScreen } from "#features/shell/missing-screen.tsx";

export function NoOrder({ number }: { number: string }) {
  const t = useTranslations();
  return (
    <MissingScreen
      title={t("orderDetail.noneTitle", { number })}
      body={t("orderDetail.noneBody")}
      back={{ href: "/orders", label: t("orders.title") }}
    />
  );
}
