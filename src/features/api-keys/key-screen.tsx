"use client";
import { Ban, RefreshCw } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { useNow } from "#components/format/use-now.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { RevokeKeyDialog, RotateKeyDialog } from "#features/api-keys/key-dialogs.tsx";
import { LimitText, StateMark } from "#features/api-keys/key-marks.tsx";
import { type ApiKey, type KeyWithSecret, stateOf } from "#features/api-keys/key-params.ts";
import { KeySecrets } from "#features/api-keys/key-secrets.tsx";
import { KeySettings } from "#features/api-keys/key-settings.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";

export function KeyScreen({ id }: { id: string }) {
  const t = useTranslations("apiKeys");
  const utils = trpc.useUtils();
  const query = trpc.apiKeys.get.useQuery({ id });
  useLive((events) => {
    if (events.some((event) => event.subjectId === id)) void utils.apiKeys.get.invalidate({ id });
  });
  return (
    <Detail
      query={query}
      what="key"
      back={{ href: "/integrations/keys", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} layout="one" actions={2} />}
    >
      {(apiKey) => <KeyBody apiKey={apiKey} />}
    </Detail>
  );
}

function KeyBody({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("apiKeys");
  const mayWrite = useMe().can("keys:write");
  const [asking, setAsking] = useState<"rotate" | "revoke" | null>(null);
  const [rotated, setRotated] = useState<KeyWithSecret | null>(null);
  const state = stateOf(apiKey, useNow());
  const isOpen = mayWrite && (state === "valid" || state === "rotating");
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/keys" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={<span className="[overflow-wrap:anywhere]">{apiKey.name}</span>}
        marks={<StateMark apiKey={apiKey} />}
        meta={<span className="font-mono">{apiKey.hint}</span>}
        actions={
          isOpen ? (
            <>
              <Button icon={<RefreshCw />} onClick={() => setAsking("rotate")}>
                {t("rotate.open")}
              </Button>
              <Button variant="danger-ghost" icon={<Ban />} onClick={() => setAsking("revoke")}>
                {t("revoke.open")}
              </Button>
            </>
          ) : (
            <OnlyFor scope="keys:write" what="keys" />
          )
        }
      />
      <div className="max-w-5xl px-4 md:px-6">
        {rotated ? (
          <Section title={t("ready.title")}>
            <KeySecrets of={rotated} />
          </Section>
        ) : null}
        <Secrets apiKey={apiKey} />
        <About apiKey={apiKey} withBounds={!isOpen} />
        {isOpen ? (
          <Section title={t("detail.settings")}>
            <KeySettings apiKey={apiKey} />
          </Section>
        ) : null}
      </div>
      {asking === "rotate" ? (
        <RotateKeyDialog apiKey={apiKey} onRotated={setRotated} onClose={() => setAsking(null)} />
      ) : asking === "revoke" ? (
        <RevokeKeyDialog apiKey={apiKey} onClose={() => setAsking(null)} />
      ) : null}
    </ReadingPage>
  );
}

function Secrets({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations("apiKeys.detail");
  return (
    <Section title={t("secrets")}>
      <ul className="grid gap-2 text-sm">
        {apiKey.secrets.map(({ hint, endsAt, lastUsedAt }) => (
          <li key={`${hint} ${endsAt}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-mono text-xs">{hint}</span>
            {endsAt === null ? (
              <Badge tone="green">{t("current")}</Badge>
            ) : (
              <Badge tone="amber">{t.rich("endsAt", { at: () => <DateTime at={endsAt} /> })}</Badge>
            )}
            <span className="text-ink-3">
              {lastUsedAt === null ? t("unused") : t.rich("usedAt", { at: () => <DateTime at={lastUsedAt} /> })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function About({ apiKey, withBounds }: { apiKey: ApiKey; withBounds: boolean }) {
  const t = useTranslations("apiKeys");
  const { expiresAt, allowedAddresses } = apiKey;
  return (
    <Section title={t("detail.about")}>
      <DescriptionList>
        <Description term={t("field.createdBy")}>{apiKey.createdBy}</Description>
        <Description term={t("field.created")}>
          <DateTime at={apiKey.createdAt} style="date" />
        </Description>
        <Description term={t("field.expires")}>
          {expiresAt === null ? t("never") : <DateTime at={expiresAt} style="date" />}
        </Description>
        <Description term={t("field.soap")}>{t(apiKey.hasSoapSecret ? "yes" : "no")}</Description>
        {withBounds ? (
          <>
            <Description term={t("field.scopes")}>{apiKey.scopes.join(", ")}</Description>
            <Description term={t("field.addresses")}>{allowedAddresses.join(", ") || t("everywhere")}</Description>
            <Description term={t("field.limit")}>
              <LimitText limit={apiKey.limit} />
            </Description>
          </>
        ) : null}
      </DescriptionList>
    </Section>
  );
}
