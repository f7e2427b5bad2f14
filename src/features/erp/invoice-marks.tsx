"use client";
import { useTranslations } from "use-intl";
import { type RingFill, RingGlyph } from "#components/patterns/status-glyph.tsx";
import type { Invoice } from "./erp-params.ts";

const glyphs: Record<Invoice["state"], { fill: RingFill; className: string }> = {
  pending: { fill: 25, className: "text-blue" },
  failed: { fill: 50, className: "text-amber" },
  posted: { fill: "check", className: "text-green" },
  dead: { fill: "cross", className: "text-red" },
};

export function InvoiceStateMark({ state }: { state: Invoice["state"] }) {
  const t = useTranslations("erp.state");
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <RingGlyph {...glyphs[state]} />
      {t(state)}
    </span>
  );
}
