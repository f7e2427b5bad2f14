"use client";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { QrCode } from "#features/auth/qr-code.tsx";

type AppSecretProps = {
  begun: { secret: string | null; qr: { size: number; path: string } | null };
  busy: boolean;
  onCode: (code: string) => void;
};

/** What an authenticator app needs, and the first code of it. */
export function AppSecret({ begun: { secret, qr }, busy, onCode }: AppSecretProps) {
  const t = useTranslations("factor");
  const form = useForm({ defaultValues: { code: "" } });
  const { errors } = form.formState;
  return (
    <form
      noValidate
      onSubmit={(event) => void form.handleSubmit(({ code }) => onCode(code))(event)}
      className="grid gap-4"
    >
      <p className="text-sm text-ink-2">{t("scan")}</p>
      {qr === null ? null : <QrCode {...qr} label={t("qr")} />}
      <div>
        <p className="text-sm text-ink-2">{t("typeIn")}</p>
        <p className="flex items-center gap-2 font-mono text-sm [overflow-wrap:anywhere]">
          {secret}
          <CopyButton value={secret ?? ""} label={t("copyKey")} />
        </p>
      </div>
      <Field label={t("appCode")} error={errors.code?.message} required>
        <Input
          inputMode="numeric"
          autoComplete="one-time-code"
          className="font-mono"
          {...form.register("code", { required: t("codeMissing") })}
        />
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="justify-self-start">
        {t("confirm")}
      </Button>
    </form>
  );
}
