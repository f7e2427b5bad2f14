"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Bench } from "./bench-view.tsx";
import { useKeptBench } from "./kept.ts";
import { StationForm } from "./station-form.tsx";
import { Verdict } from "./verdict.tsx";

/** One station. What is packed is kept by the browser, and goes on without the network. */
export function PackingScreen() {
  const t = useTranslations("packing");
  const bench = useKeptBench();
  if (bench !== null && bench.sessionId !== null) return <Bench bench={bench} />;
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="grid max-w-md gap-6 px-4 pb-6 md:px-6">
        {bench?.verdict ? <Verdict verdict={bench.verdict} /> : null}
        <StationForm bench={bench} />
      </div>
    </>
  );
}
