"use client";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { RingGlyph } from "#components/patterns/status-glyph.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import type { Order } from "../order-news.ts";
import { leaveOut, type Outcome } from "./desk.ts";

/** The result of a row, with the reason of a rejection below. */
export function OutcomeMark({ outcome }: { outcome: Outcome | undefined }) {
  const t = useTranslations("orderList.send");
  if (outcome?.state === "sending") {
    return (
      <span className="flex items-center gap-1.5 text-sm text-ink-3">
        <Spinner /> {t("sending")}
      </span>
    );
  }
  return outcome?.state === "done" ? <Done text={outcome.result.text} /> : null;
}

export function Done({ text }: { text: string }) {
  return (
    <span className="flex items-center gap-1.5 text-sm whitespace-nowrap text-green-ink">
      <RingGlyph fill="check" className="text-green" /> {text}
    </span>
  );
}

type LeaveOutButtonProps = { order: Order; outcome: Outcome | undefined; running: boolean };

export function LeaveOutButton({ order, outcome, running }: LeaveOutButtonProps) {
  const t = useTranslations("orderList.send");
  if (outcome?.state === "sending" || outcome?.state === "done") return null;
  return (
    <IconButton
      size="sm"
      disabled={running}
      label={t("leaveOut", { number: order.number })}
      onClick={(event) => {
        const row = event.currentTarget.closest("li");
        (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("button")?.focus();
        leaveOut(order.id);
      }}
    >
      <X />
    </IconButton>
  );
}

export function RefusedNote({ outcome }: { outcome: Outcome | undefined }) {
  const t = useTranslations("orderList.send");
  if (outcome?.state !== "failed") return null;
  return (
    <p className="flex items-start gap-1.5 text-sm text-red-ink md:order-last md:col-span-full">
      <RingGlyph fill="cross" className="mt-0.75 text-red" />
      <span>
        <span className="font-medium">{t("refused")}</span> {outcome.reason}
      </span>
    </p>
  );
}
