"use client";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { AnnotatedJson } from "./annotated-json.tsx";
import type { LastRun, MappingPreview } from "./mapping-draft.ts";
import { sameJson } from "./same-json.ts";
import { placeIn } from "./text-place.ts";

type PreviewResultProps = {
  preview: MappingPreview;
  operation: string | null;
  mapping: string;
  behind: boolean;
  /** Some errors appear only in a run, such as an unknown article. */
  lastRun: LastRun | undefined;
  onGoTo: (offset: number) => void;
};

/** The result of the mapping, or its error. */
export function PreviewResult({ preview, operation, mapping, behind, lastRun, onGoTo }: PreviewResultProps) {
  const t = useTranslations("mapping");
  const { problem, ignored, mapped, faults } = preview;
  if (problem) {
    const place = problem.position === null ? null : placeIn(mapping, problem.position);
    return (
      <Alert
        tone="danger"
        live
        title={place ? t("unreadableAt", { line: place.line, column: place.column }) : t("fails")}
        actions={
          place ? (
            <Button size="sm" onClick={() => onGoTo(place.offset)}>
              {t("goTo")}
            </Button>
          ) : null
        }
      >
        {problem.message}
      </Alert>
    );
  }
  if (ignored) return <Alert title={t("ignored")}>{t("ignoredBody")}</Alert>;
  const stillRefused = lastRun && sameJson(lastRun.mapped, mapped) ? lastRun.faults : faults;
  const shown = faults.length > 0 ? faults : stillRefused;
  const fits = shown.length === 0;
  return (
    <div className="grid gap-2">
      <p role="status" className="flex min-h-6 items-center gap-1.5 text-sm [&>svg]:size-4 [&>svg]:shrink-0">
        {fits ? <CircleCheck className="text-green" aria-hidden="true" /> : null}
        {fits ? null : <TriangleAlert className="text-red" aria-hidden="true" />}
        <span className={cx("font-medium", fits ? "text-green-ink" : "text-red-ink")}>
          {fits ? t("fits", { operation: operation ?? "" }) : t("faults", { count: shown.length })}
        </span>
        {behind ? <Spinner className="ml-auto size-3.5 text-ink-3" /> : null}
      </p>
      <AnnotatedJson
        label={t("result")}
        value={mapped}
        faults={shown}
        className={cx("transition-opacity", behind && "opacity-60")}
      />
    </div>
  );
}
