"use client";
import { signIn, signOut } from "next-auth/react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { AuthFrame } from "#features/auth/auth-frame.tsx";
import { Enrolment } from "#features/auth/enrolment.tsx";
import { signInProblem } from "#features/auth/sign-in-error.ts";

type FactorScreenProps = { returnTo: string; awaits: "code" | "enrolment" | "promotion" };

/** Gives the server a code, and gets a session in place of the one that opens nothing. */
async function promote(code: string) {
  try {
    const answer = await signIn("factor", { code, redirect: false });
    return answer?.ok && !answer.error ? null : { error: answer?.error ?? "", status: answer?.status ?? 0 };
  } catch {
    return { error: "", status: 0 };
  }
}

export function FactorScreen({ returnTo, awaits }: FactorScreenProps) {
  const t = useTranslations("factor");
  const go = () => window.location.assign(returnTo);
  return (
    <AuthFrame title={t("title")} subtitle={t(awaits === "code" ? "codeSubtitle" : "enrolSubtitle")}>
      {awaits === "code" ? (
        <CodeForm onDone={go} />
      ) : (
        <Enrolment
          added={awaits === "promotion"}
          finish={async () => ((await promote("")) === null ? go() : undefined)}
        />
      )}
      <p className="mt-6 text-sm">
        <button
          type="button"
          className="text-accent-ink hover:underline"
          onClick={() => void signOut({ callbackUrl: "/sign-in" })}
        >
          {t("other")}
        </button>
      </p>
    </AuthFrame>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("factor");
  const auth = useTranslations("auth");
  const form = useForm({ defaultValues: { code: "" } });
  const [problem, setProblem] = useState<string>();
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;
  const textOf = ({ error, status }: { error: string; status: number }): string => {
    if (error === "user.wrong_code") return t("wrong");
    if (error === "auth.sign_in_over") return t("over");
    const known = signInProblem(error, status);
    return known.key === "throttled" ? auth("throttled", { minutes: known.minutes }) : auth("unreachable");
  };
  const submit = form.handleSubmit(async ({ code }) => {
    const failed = await promote(code);
    if (failed === null) return onDone();
    setProblem(textOf(failed));
    form.reset({ code });
    form.setFocus("code", { shouldSelect: true });
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      {problem === undefined ? null : (
        <Alert tone="danger" live>
          {problem}
        </Alert>
      )}
      <Field label={t("code")} hint={t("codeHint")} error={errors.code?.message} required>
        <Input
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          className="h-10 font-mono"
          {...form.register("code", { required: t("codeMissing") })}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={isSubmitting || (isSubmitSuccessful && problem === undefined)}
        className="mt-1 w-full"
      >
        {t("submit")}
      </Button>
    </form>
  );
}
