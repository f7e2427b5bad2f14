"use client";
import { useTranslations } from "use-intl";
import { type RingFill, RingGlyph } from "#components/patterns/status-glyph.tsx";
import type { MailState } from "./mail-params.ts";

const glyphs: Record<MailState, { fill: RingFill; className: string }> = {
  queued: { fill: 25, className: "text-blue" },
  sent: { fill: "check", className: "text-green" },
  kept: { fill: "dashed", className: "text-grey" },
  failed: { fill: "cross", className: "text-red" },
};

export function MailStateMark({ state }: { state: MailState }) {
  const t = useTranslations("mail.state");
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <RingGlyph {...glyphs[state]} />
      {t(state)}
    </span>
  );
}
