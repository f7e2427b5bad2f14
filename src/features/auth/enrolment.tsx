"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AppSecret } from "#features/auth/app-secret.tsx";
import { postAuth } from "#features/auth/post-auth.ts";
import { RecoveryCodes } from "#features/auth/recovery-codes.tsx";
import { useProblemText } from "#features/auth/use-problem-text.ts";

export type Begun = { id: string; secret: string | null; qr: { size: number; path: string } | null };

type EnrolmentProps = {
  /** It is in force; only the session waits. */
  added: boolean;
  finish: () => Promise<void> | void;
};

/** Adds the first second factor of somebody who may do nothing before they have one. */
export function Enrolment({ added, finish }: EnrolmentProps) {
  const t = useTranslations("factor");
  const problemText = useProblemText();
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<readonly string[] | null | undefined>(added ? null : undefined);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void> | void) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const begin = async () => {
    const posted = await postAuth("factor/begin", {});
    setProblem(posted.ok ? undefined : problemText(posted));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of our own operation
    if (posted.ok) setBegun(posted.body as Begun);
  };
  const confirm = async (code: string) => {
    const posted = await postAuth("factor/confirm", { id: begun?.id ?? "", code });
    setProblem(posted.ok ? undefined : problemText(posted));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of our own operation
    if (posted.ok) setCodes((posted.body as { recoveryCodes: string[] | null }).recoveryCodes);
  };
  return (
    <div className="grid gap-4">
      {problem === undefined ? null : (
        <Alert tone="danger" live>
          {problem}
        </Alert>
      )}
      {codes === undefined ? (
        begun === undefined ? (
          <Button variant="primary" size="lg" busy={busy} className="w-full" onClick={() => void run(begin)}>
            {t("confirm")}
          </Button>
        ) : (
          <AppSecret begun={begun} busy={busy} onCode={(code) => void run(() => confirm(code))} />
        )
      ) : (
        <>
          {codes === null ? null : <RecoveryCodes codes={codes} />}
          <Button variant="primary" size="lg" busy={busy} className="w-full" onClick={() => void run(finish)}>
            {t(codes === null ? "submit" : "codes.done")}
          </Button>
        </>
      )}
      {busy && begun === undefined && codes === undefined ? <Skeleton className="h-48" /> : null}
    </div>
  );
}
