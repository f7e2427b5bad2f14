"use client";
import { Send } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Description, DescriptionList, Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { MailFrame } from "./mail-frame.tsx";
import { MailStateMark } from "./mail-marks.tsx";
import type { MailDetail } from "./mail-params.ts";
import { NoServer } from "./no-server.tsx";
import { useSends } from "./sends.tsx";

export function MailScreen({ id }: { id: string }) {
  const t = useTranslations("mail");
  const utils = trpc.useUtils();
  const query = trpc.mails.get.useQuery({ id });
  useLive((events) => {
    if (events.some(({ subjectId }) => subjectId === id)) void utils.mails.get.invalidate({ id });
  });
  return (
    <Detail
      query={query}
      what="mail"
      back={{ href: "/mail", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} />}
    >
      {(mail) => <MailBody mail={mail} />}
    </Detail>
  );
}

function MailBody({ mail }: { mail: MailDetail }) {
  const sends = useSends();
  const t = useTranslations("mail");
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/mail" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={mail.subject}
        marks={<MailStateMark state={mail.state} />}
        meta={
          <>
            {t("one.from", { name: mail.to.name })} {"<"}
            {mail.to.email}
            {">"}
          </>
        }
        actions={sends ? <Resend mail={mail} /> : null}
      />
      <div className="px-4 md:px-6">
        {mail.state === "failed" ? (
          <Alert tone="danger" title={t("one.error")} className="mb-5">
            {mail.error}
          </Alert>
        ) : null}
        {mail.state === "kept" ? <Kept sends={sends} /> : null}
        <div className="grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_19rem]">
          <Tabs defaultValue="html" className="mb-6 min-w-0">
            <TabList aria-label={t("one.asReceived")}>
              <Tab value="html">{t("one.html")}</Tab>
              <Tab value="text">{t("one.text")}</Tab>
            </TabList>
            <TabPanel value="html">
              <MailFrame html={mail.html} />
            </TabPanel>
            <TabPanel value="text">
              <CodeBlock label={t("one.text")} text={mail.text} wrap className="max-h-[62dvh]" />
            </TabPanel>
          </Tabs>
          <aside>
            <Facts mail={mail} />
          </aside>
        </div>
      </div>
    </ReadingPage>
  );
}

function Kept({ sends }: { sends: boolean }) {
  const t = useTranslations("mail.one");
  if (!sends) return <NoServer className="mb-5" />;
  return (
    <Alert title={t("kept")} className="mb-5">
      {t("keptExample")}
    </Alert>
  );
}

function Facts({ mail }: { mail: MailDetail }) {
  const t = useTranslations("mail");
  return (
    <Section title={t("one.title")}>
      <DescriptionList>
        <Description term={t("field.template")}>{t(`template.${mail.template}`)}</Description>
        <About mail={mail} />
        <Description term={t("field.when")}>
          <DateTime at={mail.createdAt} />
        </Description>
        {mail.sentAt ? (
          <Description term={t("one.sent")}>
            <DateTime at={mail.sentAt} />
          </Description>
        ) : null}
        <Description term={t("one.attempts")}>
          <span className="tnum">{mail.attempts}</span>
        </Description>
        <Description term={t("one.id")}>
          <span className="flex items-center gap-1">
            <span className="min-w-0 font-mono text-xs break-all">{mail.id}</span>
            <CopyButton value={mail.id} label={t("one.copyId")} />
          </span>
        </Description>
      </DescriptionList>
    </Section>
  );
}

/** The mail's subject, with a link to it. */
function About({ mail: { about, template } }: { mail: MailDetail }) {
  const t = useTranslations("mail.one");
  if (about === null) return null;
  const link = linkOf(about, template);
  if (link === null) return null;
  return (
    <Description term={t("about")}>
      <Link href={link.href} className="font-medium underline decoration-line-strong underline-offset-2">
        {link.to === "order" ? t("order", { number: about.label ?? "" }) : t(link.to)}
      </Link>
    </Description>
  );
}

function linkOf(about: NonNullable<MailDetail["about"]>, template: MailDetail["template"]) {
  const { subjectType, subjectId, label } = about;
  if (subjectType === "order") return { to: "order" as const, href: `/orders/${label ?? subjectId}` };
  if (subjectType === "webhook_endpoint")
    return { to: "endpoint" as const, href: `/integrations/webhooks/${subjectId}` };
  return template === "stock_low" ? { to: "stock" as const, href: "/stock?low=true" } : null;
}

function Resend({ mail }: { mail: MailDetail }) {
  const t = useTranslations("mail.one");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const may = useMe().can("jobs:write") && mail.state !== "queued";
  const resend = trpc.mails.resend.useMutation({
    onSuccess: (queued) => {
      utils.mails.get.setData({ id: mail.id }, queued);
      notify.done(t("resent", { to: mail.to.email }));
    },
    onError: (error) => reportFailure(t("notResent"), error),
    onSettled: () => {
      void utils.mails.list.invalidate();
      void utils.mails.get.invalidate({ id: mail.id });
    },
  });
  const run = () => resend.mutate({ id: mail.id });
  useShortcut({ keys: "r", label: t("resend"), group: "page", run }, may && !resend.isPending);
  useRegisterCommands(
    useMemo(
      () => (may ? [{ id: "mail-resend", label: t("resend"), icon: Send, keys: "r", run }] : []),
      // oxlint-disable-next-line react/exhaustive-deps -- its effect is the same in every render
      [may, mail.id, t],
    ),
  );
  if (mail.state === "queued") return null;
  if (!may) return <OnlyFor scope="jobs:write" what="mails" />;
  return (
    <Button icon={<Send />} keys="r" busy={resend.isPending} onClick={run}>
      {t("resend")}
    </Button>
  );
}
