"use client";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { AuthFrame } from "#features/auth/auth-frame.tsx";
import { postAuth } from "#features/auth/post-auth.ts";
import { useProblemText } from "#features/auth/use-problem-text.ts";

/** Asks for a link by mail. It says the same whether or not there is such an account. */
export function ForgotScreen({ sends }: { sends: boolean }) {
  const t = useTranslations("auth.forgot");
  return (
    <AuthFrame title={t("title")} subtitle={t(sends ? "subtitle" : "noMail")}>
      {sends ? <ForgotForm /> : null}
      <p className="mt-6 text-sm">
        <Link href="/sign-in" className="text-accent-ink hover:underline">
          {t("back")}
        </Link>
      </p>
    </AuthFrame>
  );
}

function ForgotForm() {
  const t = useTranslations("auth");
  const problemText = useProblemText();
  const form = useForm({ defaultValues: { email: "" } });
  const [asked, setAsked] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const submit = form.handleSubmit(async ({ email }) => {
    const posted = await postAuth("password-reset", { email });
    setProblem(posted.ok ? undefined : problemText(posted));
    if (posted.ok) setAsked(email);
  });
  if (asked !== undefined) return <Alert live>{t("forgot.asked", { email: asked })}</Alert>;
  const { errors, isSubmitting } = form.formState;
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      {problem === undefined ? null : (
        <Alert tone="warning" live>
          {problem}
        </Alert>
      )}
      <Field label={t("email")} error={errors.email?.message} required>
        <Input
          type="email"
          autoComplete="username"
          autoFocus
          className="h-10"
          {...form.register("email", { required: t("emailMissing") })}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isSubmitting} className="mt-1 w-full">
        {t("forgot.submit")}
      </Button>
    </form>
  );
}
