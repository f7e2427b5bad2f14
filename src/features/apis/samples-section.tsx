"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { CallConsole } from "./call-console.tsx";
import type { Sample, SampleId } from "./samples.ts";

type SamplesProps = { samples: readonly Sample[]; apiKey: string | null; session: boolean; onEnd: () => void };

/** Calls to copy, and a console for those that a browser can send. */
export function Samples({ samples, apiKey, session, onEnd }: SamplesProps) {
  const t = useTranslations("apis");
  const [chosen, setChosen] = useState<SampleId | undefined>(samples[0]?.id);
  const sample = samples.find(({ id }) => id === chosen) ?? samples[0];
  if (sample === undefined) return null;
  return (
    <>
      <Section title={t("sample.title")}>
        <div className="grid gap-3">
          {samples.length > 1 ? (
            <Segmented
              label={t("sample.which")}
              value={sample.id}
              onValueChange={setChosen}
              segments={samples.map(({ id }) => ({ value: id, label: t(`sample.${id}`) }))}
              className="justify-self-start"
            />
          ) : null}
          {sample.id === "place" ? <Alert tone="warning">{t("sample.placeHint")}</Alert> : null}
          <CodeBlock label={t("sample.command")} text={sample.text} />
        </div>
      </Section>
      {sample.call === undefined ? null : (
        <Section title={t("console.title")}>
          <CallConsole key={sample.id} call={sample.call} apiKey={apiKey} session={session} onEnd={onEnd} />
        </Section>
      )}
    </>
  );
}
