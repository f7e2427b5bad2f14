"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { CheckboxField } from "#components/ui/checkbox.tsx";
import type { DueBack } from "./use-due-back.ts";

type BulkCancelMoneyProps = {
  dueBack: DueBack;
  mayRefund: boolean;
  wanted: boolean;
  onWantedChange: (wanted: boolean) => void;
};

/** The amount due back after a cancellation, by currency, and whether to refund it. */
export function BulkCancelMoney({
  dueBack: { sums, loading },
  mayRefund,
  wanted,
  onWantedChange,
}: BulkCancelMoneyProps) {
  const t = useTranslations("orderList.bulk");
  return (
    <section className="grid min-h-16 content-start gap-2 rounded-lg bg-sunken px-3.5 py-2.5 text-sm">
      <p aria-live="polite" className="flex flex-wrap gap-x-3">
        <span className="text-ink-2">{t(loading ? "reckoning" : sums.length > 0 ? "dueBack" : "nothingDueBack")}</span>
        {loading
          ? null
          : sums.map(({ currency, amount }) => (
              <Money key={currency} amount={amount} currency={currency} className="font-medium text-amber-ink" />
            ))}
      </p>
      {loading || sums.length === 0 ? null : mayRefund ? (
        <CheckboxField
          label={t("refund")}
          hint={t(wanted ? "refundHint" : "noRefundHint")}
          checked={wanted}
          onCheckedChange={onWantedChange}
        />
      ) : (
        <p className="text-xs text-ink-3">{t("mayNotRefund")}</p>
      )}
    </section>
  );
}
