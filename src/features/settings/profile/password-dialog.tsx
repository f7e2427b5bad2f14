"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { PASSWORD_LENGTH } from "#core/users/schemas.ts";
import { trpc } from "#features/trpc/client.ts";

const AT_FIELDS: ReadonlySet<string> = new Set(["user.wrong_password", "user.common_password"]);

/** Changes one's own password, in any role. It ends all of one's sessions, this one too. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("account.password.dialog");
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const [tooShort, setTooShort] = useState(false);
  const change = trpc.users.changePassword.useMutation({ onSuccess: () => window.location.assign("/sign-in") });
  const busy = change.isPending || change.isSuccess;
  const code = change.error?.data?.code;
  const submit = () => {
    setTooShort(wanted.length < PASSWORD_LENGTH);
    if (wanted.length >= PASSWORD_LENGTH) change.mutate({ currentPassword: current, newPassword: wanted });
  };
  return (
    <FormDialog
      title={t("title")}
      description={t("body")}
      size="sm"
      submit={t("submit")}
      busy={busy}
      onSubmit={submit}
      onClose={onClose}
    >
      {change.error && !AT_FIELDS.has(code ?? "") ? (
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
      <Field
        label={t("wanted")}
        hint={t("hint")}
        error={tooShort ? t("hint") : code === "user.common_password" ? t("common") : undefined}
        required
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
