"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatDate } from "#components/format/time.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { TargetName } from "#features/mapping/mapping-draft.ts";
import { MappingEditor } from "#features/mapping/mapping-editor.tsx";
import { trpc } from "#features/trpc/client.ts";
import { SampleField } from "./sample-field.tsx";
import { recentInput, type Source } from "./source-params.ts";
import type { SourceEdit } from "./use-source-edit.ts";

const pasted = "pasted";

type SourceMappingProps = { source: Source; edit: SourceEdit; readOnly: boolean };

/** The mapping of a source, tested with one of its messages or a pasted one. */
export function SourceMapping({ source, edit, readOnly }: SourceMappingProps) {
  const t = useTranslations("sources");
  const format = useFormatDate();
  const messages = trpc.inbound.listMessages.useQuery(recentInput(source.id)).data?.data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [body, setBody] = useState("");
  const sampleId = chosen ?? messages[0]?.id ?? pasted;
  const { fields } = edit;
  return (
    <Section title={t("mapping")}>
      <MappingEditor
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written only by `fieldsOf` and the editor
        value={{ operation: (fields["operation"] ?? null) as TargetName | null, mapping: edit.text("mapping") }}
        onValueChange={({ operation, mapping }) => edit.change({ operation, mapping: mapping === "" ? null : mapping })}
        sample={sampleId === pasted ? { body } : { messageId: sampleId }}
        readOnly={readOnly}
        errors={{ operation: edit.errors["operation"], mapping: edit.errors["mapping"] }}
        sampleField={
          <>
            {messages.length > 0 ? (
              <Field label={t("sampleFrom")}>
                <Select
                  value={sampleId}
                  onValueChange={setChosen}
                  options={[
                    ...messages.map(({ id, type, receivedAt }) => ({
                      value: id,
                      label: `${type} · ${format(receivedAt)}`,
                    })),
                    { value: pasted, label: t("samplePasted") },
                  ]}
                />
              </Field>
            ) : null}
            {sampleId === pasted ? <SampleField value={body} onValueChange={setBody} /> : null}
          </>
        }
      />
    </Section>
  );
}
