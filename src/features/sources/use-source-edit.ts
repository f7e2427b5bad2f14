"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { changedFields, type Fields, type FieldValue } from "#features/conflict/three-way.ts";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { fieldsOf } from "./source-form.ts";
import type { Source } from "./source-params.ts";
import { useSourceSave } from "./use-source-save.ts";

/** The edit and the source version that it is based on. */
type Edit = { base: Source; fields: Fields };
type Errors = Readonly<Record<string, string>>;

export type SourceEdit = ReturnType<typeof useSourceEdit>;

const fieldOf: Readonly<Record<string, string>> = { "/settings/channel": "channel" };

/** The edit of a source on its page: name, shop and mapping are saved together. */
export function useSourceEdit(source: Source) {
  const t = useTranslations("sources");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [edit, setEdit] = useState<Edit | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const stop = () => {
    setEdit(null);
    setErrors({});
  };
  const saving = useSourceSave({
    id: source.id,
    onSaved: (saved, joined) => {
      stop();
      void utils.inbound.getSource.invalidate({ id: source.id });
      notify.done(t(joined ? "savedJoined" : "saved", { name: saved.name }));
    },
    onFailed: (error) => {
      const { faults, code, message } = failureOf(error);
      const found = Object.fromEntries(
        faults.map(({ pointer = "", detail }) => [fieldOf[pointer] ?? pointer.slice(1), detail]),
      );
      setErrors(code?.startsWith("mapping.") ? { mapping: message } : found);
      if (faults.length === 0) reportFailure(t("notSaved"), error);
    },
  });
  const fields = edit?.fields ?? fieldsOf(source);
  const dirty = edit !== null && changedFields(fieldsOf(edit.base), edit.fields).length > 0;
  return {
    fields,
    text: (name: string): string => String(fields[name] ?? ""),
    dirty,
    errors,
    saving,
    change: (part: Readonly<Record<string, FieldValue>>) =>
      setEdit({ base: edit?.base ?? source, fields: { ...fields, ...part } }),
    discard: stop,
    save: () => {
      if (edit !== null && dirty && !saving.saving) void saving.save(edit.base, trimmed(edit.fields));
    },
  };
}

const trimmed = (fields: Fields): Fields => ({
  ...fields,
  name: String(fields["name"] ?? "").trim(),
  mapping: String(fields["mapping"] ?? "").trim() || null,
});
