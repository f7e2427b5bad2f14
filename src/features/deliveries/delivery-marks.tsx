"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useAnswerWords } from "#features/deliveries/answer-words.ts";
import { DeliveryGlyph } from "#features/deliveries/delivery-glyph.tsx";
import {
  type Delivery,
  type DeskState,
  deskStateOf,
  shortUrl,
  subjectHref,
} from "#features/deliveries/delivery-params.ts";

type DeskStateProps = { state: DeskState; stop?: NonNullable<Delivery["waitingFor"]>; className?: string };

/** `stop`: why nothing is sent to the endpoint. */
export function DeskStateLabel({ state, stop, className }: DeskStateProps) {
  const t = useTranslations("deliveries.state");
  const quiet = state === "muted" || state === "cancelled";
  return (
    <span
      className={cx("inline-flex items-center gap-1.5 text-sm whitespace-nowrap", quiet && "text-ink-2", className)}
    >
      <DeliveryGlyph state={state} />
      <span>{t(stop === undefined ? state : `stopped.${stop}`)}</span>
    </span>
  );
}

type DeliveryStateProps = {
  delivery: Pick<Delivery, "state" | "attempts" | "mutedAt" | "waitingFor">;
  className?: string;
};

export function DeliveryStateLabel({ delivery, className }: DeliveryStateProps) {
  const { waitingFor } = delivery;
  const more = className ? { className } : {};
  if (waitingFor !== null) return <DeskStateLabel state="waiting" stop={waitingFor} {...more} />;
  return <DeskStateLabel state={deskStateOf(delivery)} {...more} />;
}

/** The endpoint's last response, in full in the title. */
export function LastAnswer({ delivery, className }: { delivery: Delivery; className?: string }) {
  const { lastStatus: status, lastError: error, state } = delivery;
  const words = useAnswerWords()({ status, error });
  if (words === undefined) return <span className="text-ink-3">–</span>;
  return (
    <span className={cx(state === "succeeded" ? "text-ink-2" : "text-ink", className)} title={error ?? undefined}>
      {words}
    </span>
  );
}

type SubjectProps = Pick<Delivery, "subjectType" | "subjectId" | "subjectLabel"> & { className?: string };

/** The event's subject, with a link to it. */
export function Subject({ className, ...subject }: SubjectProps) {
  const t = useTranslations("deliveries");
  const href = subjectHref(subject);
  const kind = `subject.${subject.subjectType}`;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `has` checks it
  const key = kind as Parameters<typeof t>[0];
  const name = subject.subjectLabel === null ? subject.subjectId.slice(-8) : shortUrl(subject.subjectLabel);
  const words = `${t.has(key) ? t(key) : subject.subjectType.replaceAll("_", " ")} ${name}`;
  if (href === null) return <span className={cx("text-ink-2", className)}>{words}</span>;
  return (
    <Link href={href} prefetch={false} className={cx("underline-offset-2 hover:underline", className)}>
      {words}
    </Link>
  );
}
