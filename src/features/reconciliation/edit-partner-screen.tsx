"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { FormLayout } from "#components/patterns/form-layout.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { useVersionedSave } from "#features/conflict/use-versioned-save.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { FormSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { errorsIn } from "./create-partner-screen.tsx";
import { type FieldErrors, HowFields, ToldFields, WhatFields, WhoFields } from "./partner-fields.tsx";
import { authorizationIn, fieldsIn, fieldsOf, formOf, type PartnerForm } from "./partner-form.ts";
import { type PartnerDetail, partnerHref } from "./reconciliation-params.ts";

const ConflictDialog = dynamic(
  () => import("#features/conflict/conflict-dialog.tsx").then((module) => module.ConflictDialog),
  { ssr: false },
);

export function EditPartnerScreen({ id }: { id: string }) {
  const t = useTranslations("reconciling");
  const query = trpc.reconciliation.getPartner.useQuery({ id });
  return (
    <Detail
      query={query}
      what="partner"
      back={{ href: "/reconciliation", label: t("title") }}
      skeleton={<FormSkeleton back={t("title")} title={t("partner.edit")} />}
    >
      {(partner) => <EditPartner partner={partner} />}
    </Detail>
  );
}

type SaveOptions = { partner: PartnerDetail; onErrors: (errors: FieldErrors) => void };

function usePartnerSave({ partner, onErrors }: SaveOptions) {
  const t = useTranslations("reconciling.form");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const update = trpc.reconciliation.updatePartner.useMutation();
  const { id } = partner;
  return useVersionedSave<PartnerDetail>({
    toFields: fieldsOf,
    read: () => utils.client.reconciliation.getPartner.query({ id }),
    write: (now, fields, changed) => {
      const changes = Object.fromEntries(changed.map((key) => [key, fields[key]]));
      return update.mutateAsync({
        id,
        ifVersion: now.version,
        ...changes,
      });
    },
    onSaved: (saved, joined) => {
      utils.reconciliation.getPartner.setData({ id }, saved);
      void utils.reconciliation.listPartners.invalidate();
      notify.done(t(joined ? "savedJoined" : "saved", { name: saved.name }));
      go(partnerHref(id));
    },
    onFailed: (error) => {
      const found = errorsIn(error);
      onErrors(found);
      if (Object.keys(found).length === 0) reportFailure(t("notSaved"), error);
    },
  });
}

function EditPartner({ partner }: { partner: PartnerDetail }) {
  const t = useTranslations("reconciling");
  const cancel = useTranslations("ui")("cancel");
  // The version at the start of the edit: the base for changes.
  const [base] = useState(partner);
  const [form, setForm] = useState(() => formOf(partner));
  const [errors, setErrors] = useState<FieldErrors>({});
  const saving = usePartnerSave({ partner: base, onErrors: setErrors });
  const change = (part: Partial<PartnerForm>) => setForm((before) => ({ ...before, ...part }));
  const secret = useSecret(base);
  const submit = async () => {
    if (saving.saving) return;
    setErrors({});
    const now = await secret(form);
    if (now) await saving.save(now, fieldsIn(form));
  };
  useShortcut({ keys: "mod+enter", label: t("form.save"), group: "page", run: () => void submit() });
  const part = { form, change, errors };
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href={partnerHref(base.id)} className="hover:text-ink">
            {base.name}
          </Link>
        }
        title={t("form.editTitle", { name: base.name })}
      />
      <div className="max-w-5xl px-4 md:px-6">
        <FormLayout
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          actions={
            <>
              <Link href={partnerHref(base.id)} className={buttonClass("ghost")}>
                {cancel}
              </Link>
              <Button type="submit" variant="primary" busy={saving.saving} keys="mod+enter">
                {t("form.save")}
              </Button>
            </>
          }
        >
          <WhoFields {...part} code={null} />
          <WhatFields {...part} fixed />
          <HowFields {...part} hasAuthorization={base.hasAuthorization} />
          <ToldFields {...part} />
        </FormLayout>
      </div>
      <PartnerConflict saving={saving} />
    </ReadingPage>
  );
}

/** A secret cannot be compared, so it is saved separately, before the rest. Null: it was rejected. */
function useSecret(base: PartnerDetail) {
  const t = useTranslations("reconciling.form");
  const reportFailure = useReportFailure();
  const update = trpc.reconciliation.updatePartner.useMutation();
  return async (form: PartnerForm): Promise<PartnerDetail | null> => {
    const authorization = authorizationIn(form);
    if (authorization === undefined) return base;
    try {
      const { version } = await update.mutateAsync({ id: base.id, authorization });
      return version === base.version + 1 ? { ...base, version } : base;
    } catch (error) {
      reportFailure(t("notSaved"), error);
      return null;
    }
  };
}

const names = ["name", "channel", "location", "url"] as const;

function PartnerConflict({ saving }: { saving: ReturnType<typeof usePartnerSave> }) {
  const t = useTranslations("reconciling.field");
  const { conflict } = saving;
  if (!conflict) return null;
  const theirs = fieldsOf(conflict.theirs);
  const shown = (value: unknown) => (typeof value === "string" && value !== "" ? value : "–");
  const differences = conflict.keys.map((key) => {
    const name = names.find((one) => one === key);
    return { key, label: t(name ?? "endpoint"), mine: shown(conflict.mine[key]), theirs: shown(theirs[key]) };
  });
  return (
    <ConflictDialog
      differences={differences}
      busy={saving.saving}
      onResolve={(choices) => void saving.resolve(choices)}
      onDismiss={saving.dismiss}
    />
  );
}
