"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { type RingFill, RingGlyph } from "#components/patterns/status-glyph.tsx";
import type { Message, MessageState } from "./inbox-params.ts";

const glyphs: Record<MessageState, { fill: RingFill; className: string }> = {
  received: { fill: 25, className: "text-blue" },
  processed: { fill: "check", className: "text-green" },
  failed: { fill: "cross", className: "text-red" },
  ignored: { fill: "dashed", className: "text-grey" },
};

/** Decorative, beside text with the same meaning. */
export const StateGlyph = ({ state }: { state: MessageState }) => <RingGlyph {...glyphs[state]} />;

export function MessageStateMark({ state, className }: { state: MessageState; className?: string }) {
  const t = useTranslations("inbox.state");
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-sm whitespace-nowrap", className)}>
      <StateGlyph state={state} />
      {t(state)}
    </span>
  );
}

type Result = NonNullable<Message["result"]>;

/** The path of what a message created. */
export function resultHref({ subjectType, subjectId, label }: Result): string {
  if (subjectType === "order") return `/orders/${encodeURIComponent(label)}`;
  return subjectType === "customer" ? `/customers/${subjectId}` : `/stock?q=${encodeURIComponent(label)}`;
}

export function ResultLink({ result, className }: { result: Result; className?: string }) {
  const t = useTranslations("inbox.made");
  return (
    <Link
      href={resultHref(result)}
      className={cx("font-medium underline decoration-line-strong underline-offset-2 hover:decoration-ink", className)}
    >
      {t(result.subjectType, { label: result.label })}
    </Link>
  );
}
