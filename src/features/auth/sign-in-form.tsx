"use client";
import { Eye, EyeOff } from "lucide-react";
import { getCsrfToken, signIn } from "next-auth/react";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { type SignInProblem, signInProblem } from "#features/auth/sign-in-error.ts";

export type DemoAccount = { email: string; password: string; label: string };

type SignInFormProps = {
  /** A path of this site, validated by the page. */
  returnTo: string;
  /** Shown on a demo hub only. */
  demoAccounts?: readonly DemoAccount[];
  /** The session ended during work. */
  expired?: boolean;
};

type Credentials = { email: string; password: string };

async function tryToSignIn(credentials: Credentials): Promise<SignInProblem | null> {
  try {
    // On a rejection here signIn would navigate to next-auth's own error page.
    if (!(await getCsrfToken())) return { key: "unreachable" };
    const answer = await signIn("credentials", { ...credentials, redirect: false });
    return answer?.ok && !answer.error ? null : signInProblem(answer?.error, answer?.status ?? 0);
  } catch {
    return { key: "unreachable" };
  }
}

export function SignInForm({ returnTo, demoAccounts = [], expired }: SignInFormProps) {
  const t = useTranslations("auth");
  const form = useForm<Credentials>({ defaultValues: { email: "", password: "" } });
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [visible, setVisible] = useState(false);
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const submit = form.handleSubmit(async (credentials) => {
    const failed = await tryToSignIn(credentials);
    setProblem(failed);
    if (!failed) return window.location.assign(returnTo);
    form.reset(credentials);
    form.setFocus("password", { shouldSelect: true });
  });
  const take = (account: DemoAccount) => {
    form.setValue("email", account.email);
    form.setValue("password", account.password);
    form.clearErrors();
    setProblem(null);
  };
  return (
    <>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
        {problem ? (
          <Alert tone={problem.key === "wrong" || problem.key === "disabled" ? "danger" : "warning"} live>
            {problem.key === "throttled" ? t("throttled", { minutes: problem.minutes }) : t(problem.key)}
          </Alert>
        ) : expired ? (
          <Alert>{t("expired")}</Alert>
        ) : null}
        <Field label={t("email")} error={errors.email?.message} required>
          <Input
            type="email"
            autoComplete="username"
            autoFocus
            className="h-10"
            {...form.register("email", { required: t("emailMissing") })}
          />
        </Field>
        <Field
          label={t("password")}
          error={errors.password?.message}
          aside={
            <Link href="/forgot-password" className="hover:text-ink hover:underline">
              {t("forgotten")}
            </Link>
          }
          required
        >
          <Input
            type={visible ? "text" : "password"}
            autoComplete="current-password"
            className="[&_input]:h-10"
            trailing={
              <IconButton
                size="sm"
                label={visible ? t("hidePassword") : t("showPassword")}
                onClick={() => setVisible(!visible)}
              >
                {visible ? <EyeOff /> : <Eye />}
              </IconButton>
            }
            {...form.register("password", { required: t("passwordMissing") })}
          />
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={isSubmitting || (isSubmitSuccessful && !problem)}
          className="mt-1 w-full"
        >
          {t("submit")}
          <Kbd keys="enter" tone="inherit" className="opacity-85 coarse:hidden" />
        </Button>
      </form>
      {demoAccounts.length > 0 ? (
        <section className="mt-8 border-t pt-4">
          <h2 className="text-xs text-ink-3">{t("demoTitle")}</h2>
          <ul className="-mx-2 mt-1 grid">
            {demoAccounts.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  onClick={() => take(account)}
                  className="flex h-9 w-full items-center justify-between gap-3 rounded-md px-2 text-left text-sm hover:bg-hover coarse:h-11"
                >
                  <span className="font-medium">{account.label}</span>
                  <span className="min-w-0 truncate font-mono text-xs text-ink-3">{account.email}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
