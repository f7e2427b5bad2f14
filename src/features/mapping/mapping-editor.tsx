"use client";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { LastRun, MappingDraft, Sample, Target } from "./mapping-draft.ts";
import { PreviewResult } from "./preview-result.tsx";
import { TargetFields } from "./target-fields.tsx";
import { useMappingPreview } from "./use-mapping-preview.ts";

type MappingEditorProps = {
  value: MappingDraft;
  onValueChange: (value: MappingDraft) => void;
  /** The sample that the mapping is tested with; null without one. */
  sample: Sample | null;
  /** The sample's source, above the result. */
  sampleField?: ReactNode;
  readOnly?: boolean;
  lastRun?: LastRun | undefined;
  errors?: { operation?: string | undefined; mapping?: string | undefined };
};

const noTargets: readonly Target[] = [];

/** Operation, expression and a live preview of the result. */
export function MappingEditor(props: MappingEditorProps) {
  const { value, onValueChange, sample, sampleField, readOnly = false, lastRun, errors = {} } = props;
  const t = useTranslations("mapping");
  const box = useRef<HTMLTextAreaElement>(null);
  const targets = trpc.inbound.targets.useQuery({}, { staleTime: Infinity }).data?.data ?? noTargets;
  const target = targets.find((one) => one.operation === value.operation);
  const goTo = (offset: number) => {
    box.current?.focus();
    box.current?.setSelectionRange(Math.max(0, offset - 1), offset);
  };
  return (
    <div className="grid gap-4">
      <Field label={t("operation")} hint={target?.summary} error={errors.operation}>
        <Select
          value={value.operation ?? undefined}
          onValueChange={(operation) => onValueChange({ ...value, operation })}
          options={targets.map(({ operation }) => ({ value: operation, label: operation }))}
          placeholder={t("chooseOperation")}
          disabled={readOnly}
        />
      </Field>
      {target ? <TargetFields key={target.operation} target={target} /> : null}
      <Field label={t("label")} hint={t("hint")} error={errors.mapping}>
        <Textarea
          ref={box}
          rows={8}
          maxLength={32_768}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          readOnly={readOnly}
          value={value.mapping}
          onChange={(event) => onValueChange({ ...value, mapping: event.target.value })}
          placeholder={t("placeholder")}
          className="scroll-thin min-h-40 font-mono text-xs leading-5"
        />
      </Field>
      {sampleField}
      <Result value={value} sample={sample} lastRun={lastRun} onGoTo={goTo} />
    </div>
  );
}

type ResultProps = {
  value: MappingDraft;
  sample: Sample | null;
  lastRun: LastRun | undefined;
  onGoTo: (offset: number) => void;
};

function Result({ value, sample, lastRun, onGoTo }: ResultProps) {
  const t = useTranslations("mapping");
  const { preview, error, again, behind } = useMappingPreview(value, sample);
  if (error) return <QueryError error={error} onRetry={again} className="py-6" />;
  if (!preview) return behind ? <Skeleton className="h-40" /> : <p className="text-sm text-ink-3">{t("noResult")}</p>;
  return (
    <PreviewResult
      preview={preview}
      operation={value.operation}
      mapping={value.mapping}
      behind={behind}
      lastRun={lastRun}
      onGoTo={onGoTo}
    />
  );
}
