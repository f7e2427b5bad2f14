"use client";
import { useTranslations } from "use-intl";
import { ErrorState } from "#components/patterns/error-state.tsx";

export function ForbiddenScreen() {
  const t = useTranslations("errors");
  return <ErrorState asPage title={t("forbiddenTitle")} body={t("forbiddenBody")} />;
}
