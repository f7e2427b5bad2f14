"use client";
import { CircleCheck, CircleX, Info } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { toneSoft } from "#components/ui/badge.tsx";
import type { Verdict as Judged } from "./bench.ts";
import { useSettings } from "./kept.ts";
import { beep } from "./sounds.ts";

const looks = {
  good: { tone: "green", icon: CircleCheck },
  bad: { tone: "red", icon: CircleX },
  info: { tone: "neutral", icon: Info },
} as const;

/** Right or wrong, for the ear, the eye and the screen reader: a sound, a colour with a sign, and words. */
export function Verdict({ verdict }: { verdict: Judged }) {
  const t = useTranslations("packing.says");
  const [{ muted }] = useSettings();
  const heard = useRef(verdict.turn);
  useEffect(() => {
    if (heard.current === verdict.turn) return;
    heard.current = verdict.turn;
    if (!muted) beep(verdict.tone);
  }, [verdict, muted]);
  const { tone, icon: Icon } = looks[verdict.tone];
  const { say, takeOut = [] } = verdict;
  return (
    <div
      role={verdict.tone === "bad" ? "alert" : "status"}
      data-print="hide"
      data-verdict={verdict.tone}
      className={cx("flex min-h-24 items-center gap-4 rounded-lg p-4 md:min-h-32 md:p-6", toneSoft[tone])}
    >
      <Icon aria-hidden="true" className="size-10 shrink-0 md:size-14" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="text-xl font-semibold md:text-3xl">
          <Said say={say} />
        </p>
        {takeOut.length > 0 ? (
          <p className="mt-1 text-base md:text-lg">
            {t("takeOut", { list: takeOut.map((each) => t("takeOutOne", each)).join(", ") })}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Said({ say }: Pick<Judged, "say">) {
  const t = useTranslations("packing.says");
  switch (say.key) {
    case "server":
      return say.message;
    case "fits":
      return t("fits", say);
    case "surplus":
      return t("surplus", say);
    case "ambiguous":
      return t("ambiguous", say);
    case "incomplete":
      return t("incomplete", say);
    case "takenOver":
      return t("takenOver", say);
    case "finished":
      return t("finished", say);
    case "quantity":
      return t("quantity", say);
    case "wrong":
    case "undone":
    case "nothingToUndo":
    case "noOrder":
    case "skipped":
    case "waiting":
    case "nothingWaits":
    case "next":
      return t(say.key);
  }
}
