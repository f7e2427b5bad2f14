"use client";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { trpc } from "#features/trpc/client.ts";

const SHORTEST = 10;

/** Everybody's own password, whatever their role. It ends all their sessions, this one too. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.password");
  const ui = useTranslations("ui");
  const form = useId();
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const [tooShort, setTooShort] = useState(false);
  const change = trpc.users.changePassword.useMutation({ onSuccess: () => window.location.assign("/sign-in") });
  const busy = change.isPending || change.isSuccess;
  const code = change.error?.data?.code;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTooShort(wanted.length < SHORTEST);
    if (!busy && wanted.length >= SHORTEST) change.mutate({ currentPassword: current, newPassword: wanted });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open || busy ? undefined : onClose())}
      title={t("title")}
      description={t("body")}
      size="sm"
      footer={
        <>
          <Button variant="ghost" disabled={busy} onClick={onClose}>
            {ui("cancel")}
          </Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="grid gap-4">
        {change.error && code !== "user.wrong_password" ? (
          <Alert tone="danger" live>
            {change.error.message}
          </Alert>
        ) : null}
        <Field label={t("current")} error={code === "user.wrong_password" ? t("wrong") : undefined} required>
          <Input
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label={t("wanted")} hint={t("hint")} error={tooShort ? t("hint") : undefined} required>
          <Input
            type="password"
            autoComplete="new-password"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
