"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime, useFormatDate } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { UnsavedBar } from "#components/patterns/unsaved-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { ShopFields } from "./shop-fields.tsx";
import { SourceActions } from "./source-actions.tsx";
import { SourceAddress } from "./source-address.tsx";
import { SourceConflict } from "./source-conflict.tsx";
import { SourceGuide } from "./source-guide.tsx";
import { SourceMapping } from "./source-mapping.tsx";
import { SourceStatusMark } from "./source-marks.tsx";
import { SourceMessages } from "./source-messages.tsx";
import { isMapped, recentInput, type Source } from "./source-params.ts";
import { TestCall } from "./test-call.tsx";
import { type SourceEdit, useSourceEdit } from "./use-source-edit.ts";

/** Messages may arrive in hundreds; the display is refetched this often at most. */
const restMs = 2000;

function useSource(id: string) {
  const utils = trpc.useUtils();
  const query = trpc.inbound.getSource.useQuery({ id });
  const readAgain = useCalm(() => {
    void utils.inbound.getSource.invalidate({ id });
    void utils.inbound.listMessages.invalidate(recentInput(id));
  }, restMs);
  useLive((events) => {
    if (events.some(({ subjectId, subjectType }) => subjectId === id || subjectType === "inbound_message")) readAgain();
  });
  return query;
}

export function SourceScreen({ id, origin }: { id: string; origin: string }) {
  const t = useTranslations("sources");
  const query = useSource(id);
  return (
    <Detail
      query={query}
      what="source"
      back={{ href: "/integrations/sources", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} />}
    >
      {(source) => <SourceBody source={source} origin={origin} />}
    </Detail>
  );
}

function SourceBody({ source, origin }: { source: Source; origin: string }) {
  const t = useTranslations();
  const mayWrite = useMe().can("webhooks:write");
  const edit = useSourceEdit(source);
  useShortcut({ keys: "mod+enter", label: t("ui.save"), group: "page", run: edit.save }, edit.dirty);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/sources" className="hover:text-ink">
            {t("sources.title")}
          </Link>
        }
        title={source.name}
        marks={<SourceStatusMark source={source} />}
        meta={t(`sources.kind.${source.kind}`)}
        actions={mayWrite ? <SourceActions source={source} /> : <OnlyFor scope="webhooks:write" what="sources" />}
      />
      <Notes source={source} />
      <div className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_24rem] [&>*]:min-w-0">
        <div>
          <Settings source={source} edit={edit} readOnly={!mayWrite} />
          {isMapped(source.kind) ? <SourceMapping source={source} edit={edit} readOnly={!mayWrite} /> : null}
          <SourceMessages id={source.id} />
        </div>
        <Aside source={source} origin={origin} />
      </div>
      {edit.dirty ? (
        <UnsavedBar label={t("ui.unsaved")}>
          <Button size="sm" variant="ghost" onClick={edit.discard}>
            {t("ui.discard")}
          </Button>
          <Button size="sm" variant="primary" keys="mod+enter" busy={edit.saving.saving} onClick={edit.save}>
            {t("ui.save")}
          </Button>
        </UnsavedBar>
      ) : null}
      <SourceConflict saving={edit.saving} />
    </ReadingPage>
  );
}

function Notes({ source }: { source: Source }) {
  const t = useTranslations("sources");
  const format = useFormatDate();
  const { hasSecret, previousSecretUntil, kind } = source;
  return (
    <div className="grid gap-3 px-4 empty:hidden md:px-6 [&:not(:empty)]:mb-5">
      {hasSecret || kind === "queue" ? null : (
        <Alert tone="warning" title={t("secretMissing")}>
          {t("secretMissingBody")}
        </Alert>
      )}
      {previousSecretUntil === null ? null : (
        <Alert>{t("previousUntil", { until: format(previousSecretUntil) })}</Alert>
      )}
    </div>
  );
}

type SettingsProps = { source: Source; edit: SourceEdit; readOnly: boolean };

function Settings({ source, edit, readOnly }: SettingsProps) {
  const t = useTranslations("sources");
  return (
    <Section title={t("settings")}>
      <div className="grid gap-4">
        <Field label={t("field.name")} error={edit.errors["name"]}>
          <Input
            value={edit.text("name")}
            maxLength={120}
            readOnly={readOnly}
            onChange={(event) => edit.change({ name: event.target.value })}
          />
        </Field>
        {source.kind === "shopify" ? (
          <ShopFields
            value={{
              channel: edit.text("channel"),
              orderReference: edit.text("orderReference") === "id" ? "id" : "name",
            }}
            onValueChange={({ channel, orderReference }) => edit.change({ channel, orderReference })}
            channelError={edit.errors["channel"]}
            disabled={readOnly}
          />
        ) : null}
      </div>
    </Section>
  );
}

function Aside({ source, origin }: { source: Source; origin: string }) {
  const t = useTranslations("sources");
  const { kind, path, messages, failed, lastReceivedAt, operation, id } = source;
  const url = path === null ? null : origin + path;
  return (
    <aside>
      {url === null ? null : (
        <Section title={t("field.address")}>
          <SourceAddress url={url} />
        </Section>
      )}
      <Section title={t("figures")}>
        <DescriptionList>
          <Description term={t("field.messages")} align="right">
            <Quantity value={messages} quietZero />
          </Description>
          <Description term={t("field.failed")} align="right">
            {failed > 0 ? (
              <Link href={`/inbox?source=${id}&state=failed`} className="text-red-ink underline underline-offset-2">
                <Quantity value={failed} />
              </Link>
            ) : (
              <Quantity value={0} quietZero />
            )}
          </Description>
          <Description term={t("field.last")} align="right">
            {lastReceivedAt === null ? t("never") : <RelativeTime at={lastReceivedAt} />}
          </Description>
        </DescriptionList>
      </Section>
      <Section title={t(`guideTitle.${kind}`)}>
        <SourceGuide kind={kind} />
      </Section>
      {kind === "standard" && url !== null ? (
        <Section title={t("testCall")}>
          <TestCall url={url} operation={operation} secret={null} />
        </Section>
      ) : null}
    </aside>
  );
}
