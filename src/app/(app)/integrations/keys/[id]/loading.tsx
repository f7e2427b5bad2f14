"use client";
import { useTranslations } from "use-intl";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";

export default function Loading() {
  const t = useTranslations("apiKeys");
  return <DetailSkeleton back={t("title")} layout="one" actions={2} />;
}
