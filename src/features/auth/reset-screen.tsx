"use client";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { PASSWORD_LENGTH } from "#core/users/schemas.ts";
import { AuthFrame } from "#features/auth/auth-frame.tsx";
import { postAuth } from "#features/auth/post-auth.ts";
import { useProblemText } from "#features/auth/use-problem-text.ts";

/** Takes the secret out of the address, so that no history and no screenshot keeps it. */
function takeToken(): string {
  const token = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  return token;
}

/** Where a mailed link leads. The secret stands in the fragment, which no server and no other site is told. */
export function ResetScreen() {
  const t = useTranslations("auth.reset");
  const [done, setDone] = useState(false);
  return (
    <AuthFrame title={t("title")} subtitle={t("subtitle")}>
      {done ? <Alert live>{t("done")}</Alert> : <ResetForm onDone={() => setDone(true)} />}
      <p className="mt-6 text-sm">
        <Link href={done ? "/sign-in" : "/forgot-password"} className="text-accent-ink hover:underline">
          {t(done ? "signIn" : "again")}
        </Link>
      </p>
    </AuthFrame>
  );
}

function ResetForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("auth");
  const problemText = useProblemText();
  const form = useForm({ defaultValues: { password: "" } });
  const [token, setToken] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const submit = form.handleSubmit(async ({ password }) => {
    const held = token ?? takeToken();
    setToken(held);
    const posted = await postAuth("password-reset/finish", { token: held, password });
    if (posted.ok) return onDone();
    if (posted.code === "user.common_password") form.setError("password", { message: t("reset.common") });
    setProblem(posted.code === "user.common_password" ? undefined : problemText(posted));
  });
  const { errors, isSubmitting } = form.formState;
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      {problem === undefined ? null : (
        <Alert tone="warning" live>
          {problem}
        </Alert>
      )}
      <Field label={t("reset.password")} hint={t("reset.hint")} error={errors.password?.message} required>
        <Input
          type="password"
          autoComplete="new-password"
          autoFocus
          className="h-10"
          {...form.register("password", { minLength: { value: PASSWORD_LENGTH, message: t("reset.short") } })}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isSubmitting} className="mt-1 w-full">
        {t("reset.submit")}
      </Button>
    </form>
  );
}
