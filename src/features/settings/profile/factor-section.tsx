"use client";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { FormSection } from "#components/patterns/form-layout.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { AddFactorDialog, CodesDialog } from "#features/settings/profile/factor-dialogs.tsx";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

type FactorState = Outputs["factors"]["get"];

/** One's own second factor and recovery codes. */
export function FactorSection({ state: { factors, recoveryCodesLeft, required } }: { state: FactorState }) {
  const t = useTranslations("account.factor");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const [codes, setCodes] = useState<readonly string[]>();
  const readAgain = () => void utils.factors.get.invalidate();
  const remove = trpc.factors.remove.useMutation({
    onSuccess: () => {
      readAgain();
      notify.done(t("removed"));
    },
    onError: (error) => reportFailure(t("notRemoved"), error),
  });
  const renew = trpc.factors.makeRecoveryCodes.useMutation({
    onSuccess: ({ recoveryCodes }) => {
      readAgain();
      setCodes(recoveryCodes ?? []);
    },
    onError: (error) => reportFailure(t("noCodes"), error),
  });
  return (
    <FormSection title={t("title")} hint={t(required ? "bodyRequired" : "body")}>
      {factors.length === 0 ? null : (
        <ul className="-my-3 divide-y">
          {factors.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id} className="flex items-center gap-3 py-3">
              <ShieldCheck className="size-5 shrink-0 text-green-ink" aria-hidden="true" />
              <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <p className="text-sm font-medium">{name}</p>
                <p className="text-sm text-ink-2">
                  {lastUsedAt === null
                    ? t.rich("added", { t: () => <DateTime at={createdAt} style="date" /> })
                    : t.rich("used", { t: () => <RelativeTime at={lastUsedAt} /> })}
                </p>
              </div>
              <Button
                size="sm"
                variant="danger-ghost"
                aria-label={t("removeNamed", { name })}
                onClick={() => setRemoving(id)}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button variant={factors.length === 0 ? "primary" : "secondary"} onClick={() => setAdding(true)}>
          {t(factors.length === 0 ? "add" : "addAnother")}
        </Button>
        {factors.length === 0 ? null : (
          <Button busy={renew.isPending} onClick={() => renew.mutate({})}>
            {t("newCodes")}
          </Button>
        )}
      </div>
      {factors.length === 0 ? null : (
        <p className="text-sm text-ink-3">{t("codesLeft", { count: recoveryCodesLeft })}</p>
      )}
      {adding ? (
        <AddFactorDialog
          onClose={() => {
            setAdding(false);
            readAgain();
          }}
        />
      ) : null}
      {codes === undefined ? null : <CodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => (open ? undefined : setRemoving(undefined))}
        title={t("removeTitle")}
        body={t("removeBody")}
        confirm={t("remove")}
        tone="danger"
        onConfirm={async () => void (await remove.mutateAsync({ id: removing ?? "" }))}
      />
    </FormSection>
  );
}
