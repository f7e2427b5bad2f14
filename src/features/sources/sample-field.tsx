"use client";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

type SampleFieldProps = { value: string; onValueChange: (value: string) => void };

/** A sample message for the mapping, pasted from the sender's documentation or log. */
export function SampleField({ value, onValueChange }: SampleFieldProps) {
  const t = useTranslations("sources");
  return (
    <Field label={t("sample")} hint={t("sampleHint")}>
      <Textarea
        rows={6}
        spellCheck={false}
        autoCapitalize="off"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className="scroll-thin font-mono text-xs leading-5"
      />
    </Field>
  );
}
