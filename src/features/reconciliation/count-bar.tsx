"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Quantity } from "#components/format/quantity.tsx";
import type { Kind, Run } from "./reconciliation-params.ts";

type Counts = NonNullable<Run["counts"]>;
type Part = { name: "agree" | "missingHere" | "missingThere" | "differ"; kind: Kind | null; className: string };

const parts: readonly Part[] = [
  { name: "agree", kind: null, className: "bg-green" },
  { name: "differ", kind: "differs", className: "bg-amber" },
  { name: "missingHere", kind: "missing_here", className: "bg-violet" },
  { name: "missingThere", kind: "missing_there", className: "bg-blue" },
];

type CountBarProps = {
  counts: Counts;
  chosen: Kind | null;
  onChoose: (kind: Kind | null) => void;
};

/** How the two lists overlap; each counter of differences filters the rows below. */
export function CountBar({ counts, chosen, onChoose }: CountBarProps) {
  const t = useTranslations("reconciling");
  const shown = parts.filter(({ name }) => counts[name] > 0);
  return (
    <div className="grid gap-2.5 px-4 pb-4 md:px-6">
      <div className="flex h-2 gap-0.5 overflow-hidden rounded-full bg-press" aria-hidden="true">
        {shown.map(({ name, className }) => (
          <span key={name} className={cx("min-w-1", className)} style={{ flexGrow: counts[name], flexBasis: 0 }} />
        ))}
      </div>
      <div className="-ml-2.5 flex flex-wrap gap-x-1.5 gap-y-1" role="group" aria-label={t("run.barLabel")}>
        {parts.map(({ name, kind, className }) => {
          const words = (
            <>
              <span className={cx("size-2 rounded-full", className)} aria-hidden="true" />
              {t(`field.${name}`)}
              <Quantity value={counts[name]} quietZero className="font-semibold" />
            </>
          );
          const box = "flex h-7 items-center gap-2 rounded-full px-2.5 text-sm coarse:h-9";
          if (kind === null)
            return (
              <span key={name} className={cx(box, "text-ink-2")}>
                {words}
              </span>
            );
          return (
            <button
              key={name}
              type="button"
              aria-pressed={chosen === kind}
              disabled={counts[name] === 0}
              onClick={() => onChoose(chosen === kind ? null : kind)}
              className={cx(
                box,
                "transition-colors disabled:text-ink-3",
                chosen === kind ? "bg-accent-soft" : "hover:not-disabled:bg-hover",
              )}
            >
              {words}
            </button>
          );
        })}
      </div>
    </div>
  );
}
