"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import type { ApiKey, KeyWithSecret } from "#features/api-keys/key-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

const overlaps = ["0", "1", "24", "168", "720"] as const;

type RotateProps = { apiKey: ApiKey; onRotated: (key: KeyWithSecret) => void; onClose: () => void };

export function RotateKeyDialog({ apiKey, onRotated, onClose }: RotateProps) {
  const t = useTranslations("apiKeys.rotate");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [hours, setHours] = useState<(typeof overlaps)[number]>("24");
  const rotate = trpc.apiKeys.rotate.useMutation({ gcTime: 0 }); // its response has a secret
  const run = async () => {
    try {
      onRotated(await rotate.mutateAsync({ id: apiKey.id, overlapHours: Number(hours) }));
    } catch (error) {
      reportFailure(t("notDone"), error);
      throw error;
    }
    void utils.apiKeys.invalidate();
    notify.done(t("done"));
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { name: apiKey.name })}
      body={t("body")}
      confirm={t("confirm")}
      tone={hours === "0" ? "danger" : "primary"}
      onConfirm={run}
    >
      <Field label={t("overlap")} hint={t(hours === "0" ? "none" : "some")}>
        <Select
          value={hours}
          onValueChange={setHours}
          options={overlaps.map((value) => ({ value, label: t("hours", { count: Number(value) }) }))}
        />
      </Field>
    </ConfirmDialog>
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
