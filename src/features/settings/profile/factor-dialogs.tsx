"use client";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AppSecret } from "#features/auth/app-secret.tsx";
import { RecoveryCodes } from "#features/auth/recovery-codes.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";

/** Adds an authenticator app; with the first come the recovery codes. */
export function AddFactorDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.factor");
  const advice = useAdvice();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = trpc.factors.begin.useMutation();
  const confirm = trpc.factors.confirm.useMutation({
    onSuccess: ({ recoveryCodes }) => (recoveryCodes === null ? onClose() : setCodes(recoveryCodes)),
  });
  const { mutate } = begin;
  useEffect(() => mutate({}), [mutate]);
  if (codes !== undefined) return <CodesDialog codes={codes} onClose={onClose} />;
  const failed = begin.error ?? confirm.error;
  const isWrong = confirm.error?.data?.code === "user.wrong_code";
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={t("add")} size="sm">
      {failed === null ? null : (
        <Alert tone="danger" live>
          {isWrong ? t("wrong") : advice(failed)}
        </Alert>
      )}
      {begin.data === undefined ? (
        <Skeleton className="h-100" />
      ) : (
        <AppSecret
          begun={begin.data}
          busy={confirm.isPending}
          onCode={(code) => confirm.mutate({ id: begin.data.id, code })}
        />
      )}
    </Dialog>
  );
}

export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations("factor.codes");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      size="sm"
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <RecoveryCodes codes={codes} />
    </Dialog>
  );
}
