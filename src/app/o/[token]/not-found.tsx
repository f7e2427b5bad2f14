"use client";
import { useTranslations } from "use-intl";

/** For links that ended, and for those that never were: both read the same. */
export default function LinkNotFound() {
  const t = useTranslations("customerPage.ended");
  return (
    <main className="grid min-h-dvh place-items-center bg-sunken px-4">
      <div className="grid max-w-sm gap-2 text-center">
        <h1 className="text-xl font-semibold tracking-tight">{t("title")}</h1>
        <p className="text-sm text-ink-2">{t("body")}</p>
      </div>
    </main>
  );
}
