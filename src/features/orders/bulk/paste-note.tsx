"use client";
import { useTranslations } from "use-intl";
import type { Pasted } from "./paste.ts";

const NAMED = 5;

/** What a paste has filled in, and what it could not. */
export function PasteNote({ pasted }: { pasted: Pasted }) {
  const t = useTranslations("orderList.send.ship.pasted");
  const { fills, unknown, shortened, beyond } = pasted;
  const named = (values: readonly string[]) =>
    values.slice(0, NAMED).join(", ") +
    (values.length > NAMED ? ` ${t("more", { count: values.length - NAMED })}` : "");
  return (
    <div role="status" className="grid gap-0.5 text-xs">
      <p className="text-ink-2">{t("filled", { count: fills.length })}</p>
      {unknown.length > 0 ? <p className="text-amber-ink">{t("unknown", { numbers: named(unknown) })}</p> : null}
      {shortened.length > 0 ? <p className="text-red-ink">{t("shortened", { numbers: named(shortened) })}</p> : null}
      {beyond > 0 ? <p className="text-amber-ink">{t("beyond", { count: beyond })}</p> : null}
    </div>
  );
}
