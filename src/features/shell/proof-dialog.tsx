"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";
import { settleProof } from "#features/trpc/proof.ts";

const WRONG: ReadonlySet<string> = new Set(["user.wrong_password", "user.wrong_code"]);

/** Asks for the password or a code before something that matters; then the command goes on by itself. */
export function ProofDialog() {
  const t = useTranslations("shell.proof");
  const advice = useAdvice();
  const hasApp = (trpc.factors.get.useQuery({}).data?.factors.length ?? 0) > 0;
  const [byCode, setByCode] = useState(false);
  const [typed, setTyped] = useState("");
  const prove = trpc.sessions.prove.useMutation({ onSuccess: () => settleProof(true) });
  const code = prove.error?.data?.code;
  const isWrong = WRONG.has(code ?? "");
  return (
    <FormDialog
      title={t("title")}
      description={t("body")}
      size="sm"
      submit={t("submit")}
      busy={prove.isPending}
      disabled={typed === ""}
      onSubmit={() => prove.mutate({ given: byCode ? { code: typed } : { password: typed } })}
      onClose={() => settleProof(false)}
    >
      {prove.error && !isWrong ? (
        <Alert tone="danger" live>
          {code === "auth.throttled" ? prove.error.message : advice(prove.error)}
        </Alert>
      ) : null}
      <Field
        label={t(byCode ? "code" : "password")}
        error={isWrong ? t(byCode ? "wrongCode" : "wrongPassword") : undefined}
        aside={
          hasApp ? (
            <button
              type="button"
              className="hover:text-ink hover:underline"
              onClick={() => {
                setByCode(!byCode);
                setTyped("");
              }}
            >
              {t(byCode ? "usePassword" : "useCode")}
            </button>
          ) : null
        }
        required
      >
        <Input
          key={byCode ? "code" : "password"}
          type={byCode ? "text" : "password"}
          autoComplete={byCode ? "one-time-code" : "current-password"}
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
