"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import type { ApiKey, KeyWithSecret } from "#features/api-keys/key-params.ts";
import { RotateDialog, rotateTexts } from "#features/integrations/rotate-dialog.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

const overlaps = ["0", "1", "24", "168", "720"] as const;

type RotateProps = { apiKey: ApiKey; onRotated: (key: KeyWithSecret) => void; onClose: () => void };

export function RotateKeyDialog({ apiKey: { id, name }, onRotated, onClose }: RotateProps) {
  const t = useTranslations("apiKeys.rotate");
  const utils = trpc.useUtils();
  const rotating = trpc.apiKeys.rotate.useMutation();
  const rotate = async (overlapHours: number) => {
    onRotated(await rotating.mutateAsync({ id, overlapHours }));
    void utils.apiKeys.invalidate();
  };
  const hours = (count: number) => t("hours", { count });
  return (
    <RotateDialog
      title={t("title", { name })}
      {...{ overlaps, hours, rotate, onClose }}
      start="24"
      texts={rotateTexts(t)}
    />
  );
}

/** Revoking ends programs at once and for good: the name is typed. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTranslations("apiKeys.revoke");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [typed, setTyped] = useState("");
  const revoke = trpc.apiKeys.revoke.useMutation({
    onSuccess: () => {
      void utils.apiKeys.invalidate();
      notify.done(t("done", { name: apiKey.name }));
      onClose();
    },
    onError: (error) => reportFailure(t("notDone"), error),
  });
  return (
    <FormDialog
      title={t("title", { name: apiKey.name })}
      description={t("body")}
      submit={t("confirm")}
      tone="danger"
      busy={revoke.isPending}
      disabled={typed.trim() !== apiKey.name.trim()}
      onSubmit={() => revoke.mutate({ id: apiKey.id })}
      onClose={onClose}
    >
      <Field label={t("type")} hint={apiKey.name}>
        <Input autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
