"use client";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { trpc } from "#features/trpc/client.ts";
import { fieldsOf, updateOf } from "./source-form.ts";
import type { Source } from "./source-params.ts";

type SourceSaveOptions = {
  id: string;
  /** `joined`: another user's changes of other fields were merged. */
  onSaved: (source: Source, joined: boolean) => void;
  onFailed: (error: unknown) => void;
};

export function useSourceSave({ id, onSaved, onFailed }: SourceSaveOptions) {
  const utils = trpc.useUtils();
  const update = trpc.inbound.updateSource.useMutation();
  return useVersionedSave<Source>({
    toFields: fieldsOf,
    read: () => utils.client.inbound.getSource.query({ id }),
    write: async (now, fields, changed) => ({ ...now, ...(await update.mutateAsync(updateOf(now, fields, changed))) }),
    onSaved: (saved, joined) => {
      utils.inbound.getSource.setData({ id }, saved);
      void utils.inbound.listSources.invalidate();
      onSaved(saved, joined);
    },
    onFailed,
  });
}
