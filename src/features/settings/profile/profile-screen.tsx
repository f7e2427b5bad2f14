"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { FormSection } from "#components/patterns/form-layout.tsx";
import { Button } from "#components/ui/button.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { DevicesSection } from "#features/settings/profile/devices-section.tsx";
import { FactorSection } from "#features/settings/profile/factor-section.tsx";
import { PasswordDialog } from "#features/settings/profile/password-dialog.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";
import { SettingsSkeleton } from "#features/settings/settings-skeleton.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";

/** Everybody's own: how they sign in, and where they are signed in. */
export function ProfileScreen() {
  const { can } = useMe();
  const { data: sessions, error, refetch } = trpc.sessions.list.useQuery({});
  const factors = trpc.factors.get.useQuery({});
  const failed = error ?? factors.error;
  if ((sessions === undefined || factors.data === undefined) && failed)
    return <QueryError asPage error={failed} onRetry={() => void Promise.all([refetch(), factors.refetch()])} />;
  if (sessions === undefined || factors.data === undefined) return <SettingsSkeleton parts={3} />;
  return (
    <ReadingPage>
      <SettingsHeader can={can} />
      <div className="grid max-w-5xl gap-6 px-4 md:px-6">
        <PasswordSection />
        <FactorSection state={factors.data} />
        <DevicesSection sessions={sessions.data} />
      </div>
    </ReadingPage>
  );
}

function PasswordSection() {
  const t = useTranslations("account.password");
  const [changing, setChanging] = useState(false);
  return (
    <FormSection title={t("title")} hint={t("body")}>
      <Button className="justify-self-start" onClick={() => setChanging(true)}>
        {t("change")}
      </Button>
      {changing ? <PasswordDialog onClose={() => setChanging(false)} /> : null}
    </FormSection>
  );
}
