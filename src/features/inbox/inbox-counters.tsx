"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { useNow } from "#components/format/use-now.ts";
import { type InboxParams, type MessageCounts, totalOf } from "./inbox-params.ts";
import { StateGlyph } from "./message-marks.tsx";

type Choice = Pick<InboxParams, "state" | "from" | "to" | "muted">;
type InboxCountersProps = {
  counts: MessageCounts;
  params: InboxParams;
  onChoose: (choice: Choice) => void;
};

const all: Choice = { state: null, from: null, to: null, muted: false };

/** Counters of open, running and processed messages: each filters the list below. */
export function InboxCounters({ counts, params, onChoose }: InboxCountersProps) {
  const t = useTranslations("inbox.counter");
  const { timeZone } = useFormatSettings();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone }).format(useNow());
  const total = totalOf(counts, params.source);
  const counters = [
    { name: "failed", figure: total.failed, choice: { ...all, state: "failed" } },
    { name: "waiting", figure: total.waiting, choice: { ...all, state: "received" } },
    { name: "processed", figure: total.processed, choice: { ...all, state: "processed", from: today } },
  ] as const;
  return (
    <div className="mx-4 mb-4 grid grid-cols-3 gap-px overflow-hidden rounded-lg border bg-line md:mx-6" role="group">
      {counters.map(({ name, figure, choice }) => {
        const chosen =
          choice.state === params.state && choice.from === params.from && params.to === null && !params.muted;
        return (
          <button
            key={name}
            type="button"
            aria-pressed={chosen}
            onClick={() => onChoose(chosen ? all : choice)}
            className={cx(
              "flex min-w-0 items-center justify-between gap-x-3 gap-y-0.5 px-3.5 py-2 text-left transition-colors focus-visible:-outline-offset-2 max-sm:flex-col max-sm:items-start",
              chosen ? "bg-accent-soft" : "bg-surface hover:bg-canvas",
            )}
          >
            <span className="flex min-w-0 items-center gap-2 text-sm text-ink-2">
              <span className="max-sm:hidden">
                <StateGlyph state={choice.state} />
              </span>
              <span className="sm:truncate">{t(name)}</span>
            </span>
            <Quantity
              value={figure}
              quietZero
              className={cx("text-lg font-semibold", name === "failed" && figure > 0 && "text-red-ink")}
            />
          </button>
        );
      })}
    </div>
  );
}
