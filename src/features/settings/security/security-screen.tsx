"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { FormSection } from "#components/patterns/form-layout.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { notify } from "#components/ui/notify.ts";
import { SwitchField } from "#components/ui/switch.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";
import { SettingsSkeleton } from "#features/settings/settings-skeleton.tsx";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";

/** Who has a second factor, and whether everybody needs one. */
export function SecurityScreen() {
  const { can } = useMe();
  const { data, error, refetch } = trpc.factors.listPeople.useQuery({});
  if (data === undefined && error) return <QueryError asPage error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SettingsSkeleton parts={2} />;
  return (
    <ReadingPage>
      <SettingsHeader can={can} />
      <div className="grid max-w-5xl gap-6 px-4 md:px-6">
        <RequiredSection required={data.required} disabled={!can("settings:write")} />
        <PeopleSection people={data.data} />
      </div>
    </ReadingPage>
  );
}

function RequiredSection({ required, disabled }: { required: boolean; disabled: boolean }) {
  const t = useTranslations("account.security");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const change = trpc.factors.require.useMutation({
    onSuccess: () => void utils.factors.invalidate(),
    onError: (error) => reportFailure(t("notChanged"), error),
  });
  return (
    <FormSection title={t("title")} hint={t("body")}>
      <SwitchField
        label={t("required")}
        hint={t("requiredHint")}
        checked={change.variables?.required ?? required}
        disabled={disabled || change.isPending}
        onCheckedChange={(checked) => change.mutate({ required: checked })}
      />
    </FormSection>
  );
}

type Person = Outputs["factors"]["listPeople"]["data"][number];

function PeopleSection({ people }: { people: readonly Person[] }) {
  const t = useTranslations("account.security");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [removing, setRemoving] = useState<Person>();
  const remove = trpc.users.removeFactors.useMutation({
    onSuccess: () => {
      void utils.factors.invalidate();
      notify.done(t("removed"));
    },
    onError: (error) => reportFailure(t("notRemoved"), error),
  });
  return (
    <FormSection title={t("people")} hint={t("peopleBody")}>
      <ul className="-my-3 divide-y">
        {people.map((person) => (
          <li key={person.id} className="flex min-h-14 items-center gap-3 py-2">
            <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <p className="text-sm font-medium">{person.name}</p>
              <p className="text-sm text-ink-2">{person.email}</p>
            </div>
            {person.factors === 0 ? (
              <Badge tone="amber">{t("none")}</Badge>
            ) : (
              <Button
                size="sm"
                variant="danger-ghost"
                aria-label={t("removeNamed", { name: person.name })}
                onClick={() => setRemoving(person)}
              >
                {t("remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={removing !== undefined}
        onOpenChange={(open) => (open ? undefined : setRemoving(undefined))}
        title={t("removeTitle", { name: removing?.name ?? "" })}
        body={t("removeBody")}
        confirm={t("remove")}
        tone="danger"
        onConfirm={async () => void (await remove.mutateAsync({ id: removing?.id ?? "" }))}
      />
    </FormSection>
  );
}
