"use client";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { RingGlyph } from "#components/patterns/status-glyph.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { Order } from "../order-news.ts";
import { leaveOut, type Outcome } from "./desk.ts";

type OutcomeMarkProps = { order: Order; outcome: Outcome | undefined; running: boolean };

/** The end of a row: leave it out, on its way, done. Why it was refused stands under the row. */
export function OutcomeMark({ order, outcome, running }: OutcomeMarkProps) {
  const t = useTranslations("orderList.send");
  if (outcome?.state === "sending") {
    return (
      <span className="flex items-center gap-1.5 text-sm text-ink-3">
        <Spinner /> {t("sending")}
      </span>
    );
  }
  if (outcome?.state === "done") {
    return (
      <span className="flex items-center gap-1.5 text-sm whitespace-nowrap text-green-ink">
        <RingGlyph fill="check" className="text-green" /> {outcome.text}
      </span>
    );
  }
  return (
    <IconButton
      size="sm"
      disabled={running}
      label={t("leaveOut", { number: order.number })}
      onClick={() => leaveOut(order.id)}
    >
      <X />
    </IconButton>
  );
}

export function RefusedNote({ outcome }: { outcome: Outcome | undefined }) {
  const t = useTranslations("orderList.send");
  if (outcome?.state !== "failed") return null;
  return (
    <p className="flex items-start gap-1.5 text-sm text-red-ink md:col-span-full">
      <RingGlyph fill="cross" className="mt-0.75 text-red" />
      <span>
        <span className="font-medium">{t("refused")}</span> {outcome.reason}
      </span>
    </p>
  );
}
