"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import type { MappingDraft } from "#features/mapping/mapping-draft.ts";
import { draftOf, fieldsOf, mappingFields } from "#features/sources/source-form.ts";
import { isMapped, type Source } from "#features/sources/source-params.ts";
import { useSourceSave } from "#features/sources/use-source-save.ts";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";
import type { MessageDetail } from "./inbox-params.ts";

/** An edit and the source version that it is based on. */
type Edit = { base: Source; draft: MappingDraft };
type Errors = { operation?: string; mapping?: string };

export type Mend = ReturnType<typeof useMend>;

/** The repair loop of the inbox: edit the source's mapping, save it, rerun the message, see the result. */
export function useMend(message: MessageDetail) {
  const t = useTranslations("inbox.message");
  const reportFailure = useReportFailure();
  const mayWrite = useMe().can("webhooks:write");
  const { id } = message.source;
  const query = trpc.inbound.getSource.useQuery({ id }, { enabled: isMapped(message.source.kind) });
  const [edit, setEdit] = useState<Edit | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const { run, running, ranHere } = useRun(message.id);
  const source = query.data;

  const saving = useSourceSave({
    id,
    onSaved: (saved) => {
      setEdit(null);
      setErrors({});
      void run(t("savedAndRun", { source: saved.name }));
    },
    onFailed: (error) => {
      const faultAt = (pointer: string) => failureOf(error).faults.find((fault) => fault.pointer === pointer)?.detail;
      const [operation, mapping] = [faultAt("/operation"), faultAt("/mapping")];
      setErrors({ ...(operation ? { operation } : {}), ...(mapping ? { mapping } : {}) });
      if (!operation && !mapping) reportFailure(t("notSaved"), error);
    },
  });
  const draft = edit?.draft ?? (source ? draftOf(source) : null);
  const dirty =
    edit !== null &&
    (edit.draft.mapping.trim() !== (edit.base.mapping ?? "") || edit.draft.operation !== edit.base.operation);
  return {
    query,
    draft,
    dirty,
    errors,
    mayWrite,
    saving,
    busy: saving.saving || running,
    /** It was rerun from this page. */
    ranHere,
    change: (next: MappingDraft) => source && setEdit({ base: edit?.base ?? source, draft: next }),
    discard: () => {
      setEdit(null);
      setErrors({});
    },
    run: () => void run(t("running")),
    saveAndRun: () => {
      if (edit !== null && dirty) void saving.save(edit.base, { ...fieldsOf(edit.base), ...mappingFields(edit.draft) });
    },
  };
}

function useRun(id: string) {
  const t = useTranslations("inbox.message");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const retry = trpc.inbound.retryMessage.useMutation();
  const [ranHere, setRanHere] = useState(false);
  const run = async (said: string): Promise<void> => {
    try {
      const again = await retry.mutateAsync({ id });
      utils.inbound.getMessage.setData({ id }, (known) => known && { ...known, ...again });
      void utils.inbound.counts.invalidate();
      setRanHere(true);
      notify.done(said);
    } catch (error) {
      reportFailure(t("notRun"), error);
    }
  };
  return { run, running: retry.isPending, ranHere };
}
