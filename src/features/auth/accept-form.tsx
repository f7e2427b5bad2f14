"use client";
import { getCsrfToken, signIn } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PASSWORD_LENGTH } from "#core/users/schemas.ts";
import { type Invited, linkProblem, type LinkProblem } from "#features/auth/invitation-link.ts";

type Chosen = { name: string; password: string };
type AcceptFormProps = { invited: Invited; token: string; onClosed: (problem: LinkProblem) => void };

/** Null: accepted and signed in. Otherwise an error's code, or nothing where no answer came. */
async function accept(token: string, chosen: Chosen): Promise<string | null> {
  try {
    if (!(await getCsrfToken())) return "";
    const answer = await signIn("invitation", { token, ...chosen, redirect: false });
    return answer?.ok && !answer.error ? null : (answer?.error ?? "");
  } catch {
    return "";
  }
}

export function AcceptForm({ invited, token, onClosed }: AcceptFormProps) {
  const t = useTranslations("auth");
  const form = useForm<Chosen>({ defaultValues: { name: invited.name, password: "" } });
  const [failed, setFailed] = useState<string | null>(null);
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const submit = form.handleSubmit(async (chosen) => {
    const code = await accept(token, chosen);
    setFailed(code);
    if (code === null) return window.location.replace("/");
    const closed = linkProblem(code);
    if (closed) onClosed(closed);
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      {failed === null ? null : (
        <Alert tone="warning" live>
          {t(
            failed === ""
              ? "unreachable"
              : /^request\.|password/.test(failed)
                ? "invitation.invalid"
                : "invitation.refused",
          )}
        </Alert>
      )}
      <Field label={t("email")}>
        <Input type="email" autoComplete="username" readOnly className="h-10 text-ink-2" value={invited.email} />
      </Field>
      <Field label={t("invitation.name")} error={errors.name?.message} required>
        <Input
          autoComplete="name"
          maxLength={120}
          className="h-10"
          {...form.register("name", { validate: (name) => name.trim() !== "" || t("invitation.nameMissing") })}
        />
      </Field>
      <Field label={t("password")} hint={t("invitation.passwordHint")} error={errors.password?.message} required>
        <Input
          type="password"
          autoComplete="new-password"
          autoFocus
          maxLength={200}
          className="h-10"
          {...form.register("password", {
            validate: (password) => password.length >= PASSWORD_LENGTH || t("invitation.passwordShort"),
          })}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={isSubmitting || (isSubmitSuccessful && failed === null)}
        className="mt-1 w-full"
      >
        {t("invitation.submit")}
      </Button>
    </form>
  );
}
