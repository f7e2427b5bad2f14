"use client";
import { Check } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Progress } from "#components/ui/progress.tsx";
import type { Order } from "./bench.ts";

/** What goes into the parcel. Complete lines step back, and stay where they are. */
export function Parcel({ order }: { order: Order }) {
  const t = useTranslations("packing");
  const { packed, wanted, lines, notes, customerName } = order;
  return (
    <section aria-label={t("order", { number: order.number })} data-print="hide" className="grid gap-3">
      <div className="grid gap-1">
        <p className="tnum text-sm text-ink-2">{t("progress", { packed, wanted })}</p>
        <Progress value={packed} max={Math.max(1, wanted)} label={t("progress", { packed, wanted })} />
      </div>
      {customerName === null && notes === "" ? null : (
        <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">
          {[customerName, notes].filter(Boolean).join(" · ")}
        </p>
      )}
      <ul className="overflow-hidden rounded-lg border bg-surface">
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line: { sku, name, barcode, packed, wanted } }: { line: Order["lines"][number] }) {
  const t = useTranslations("packing");
  const isComplete = packed >= wanted;
  return (
    <li
      className={cx(
        "flex items-center gap-4 border-b p-4 last:border-b-0",
        isComplete && "bg-green-soft text-green-ink",
      )}
    >
      <span className="sr-only">{t("line", { name, packed, wanted })}</span>
      <span aria-hidden="true" className="flex w-16 shrink-0 flex-col items-center md:w-24">
        {isComplete ? (
          <Check className="size-9 md:size-12" />
        ) : (
          <span className="tnum text-3xl font-semibold md:text-5xl">{wanted - packed}</span>
        )}
        <span className="text-xs">{isComplete ? t("complete") : t("remaining")}</span>
      </span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="block text-lg font-medium md:text-xl">{name}</span>
        <span className={cx("block text-sm", !isComplete && "text-ink-2")}>
          {[sku, barcode].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span aria-hidden="true" className="tnum text-lg whitespace-nowrap">
        {packed} / {wanted}
      </span>
    </li>
  );
}
