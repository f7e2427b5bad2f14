"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { notify } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import { trpc } from "#features/trpc/client.ts";
import { failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { ShownSecret } from "./shown-secret.tsx";
import type { Source } from "./source-params.ts";

const overlaps = ["0", "1", "24", "168"] as const;
const formId = "rotate-secret";

/** Replaces a source's secret: with the sender's, or with a generated one that is shown once. */
export function RotateDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [secret, setSecret] = useState("");
  const [overlap, setOverlap] = useState<(typeof overlaps)[number]>("24");
  const [wrong, setWrong] = useState<string>();
  const made = source.kind === "standard";
  const rotate = trpc.inbound.rotateSecret.useMutation({
    onSuccess: (answer) => {
      void utils.inbound.getSource.invalidate({ id: source.id });
      void utils.inbound.listSources.invalidate();
      notify.done(t("sources.rotated", { name: source.name }));
      if (answer.secret === null) onClose();
    },
    onError: (error) => {
      const fault = failureOf(error).faults.find(({ pointer }) => pointer === "/secret");
      setWrong(fault?.detail);
      if (!fault) reportFailure(t("sources.notRotated"), error);
    },
  });
  const shown = rotate.data?.secret;
  const submit = () => {
    setWrong(undefined);
    rotate.mutate({
      id: source.id,
      overlapHours: source.hasSecret ? Number(overlap) : 0,
      ...(secret.trim() ? { secret: secret.trim() } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("sources.rotateTitle", { name: source.name })}
      {...(source.hasSecret ? { description: t("sources.rotateBody") } : {})}
      footer={
        shown ? (
          <Button variant="primary" onClick={onClose}>
            {t("ui.close")}
          </Button>
        ) : (
          <>
            <Button variant="ghost" onClick={onClose}>
              {t("ui.cancel")}
            </Button>
            <Button
              type="submit"
              form={formId}
              variant="primary"
              busy={rotate.isPending}
              disabled={!made && secret.trim() === ""}
            >
              {t("sources.rotateConfirm")}
            </Button>
          </>
        )
      }
    >
      {shown ? (
        <ShownSecret secret={shown} />
      ) : (
        <form
          id={formId}
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <Field
            label={t(made ? "sources.ownSecret" : "sources.rotateOwn")}
            hint={t(`sources.secretHint.${source.kind}`)}
            error={wrong}
            {...(made ? { optional: true } : { required: true })}
          >
            <Input
              value={secret}
              maxLength={512}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              className="font-mono"
              onChange={(event) => setSecret(event.target.value)}
            />
          </Field>
          {source.hasSecret ? (
            <Field label={t("sources.overlap")}>
              <Select
                value={overlap}
                onValueChange={setOverlap}
                options={overlaps.map((value) => ({
                  value,
                  label: t("sources.overlapHours", { hours: Number(value) }),
                }))}
              />
            </Field>
          ) : null}
        </form>
      )}
    </Dialog>
  );
}
