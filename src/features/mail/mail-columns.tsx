"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { MailStateMark } from "./mail-marks.tsx";
import type { Mail } from "./mail-params.ts";

export function useMailColumns(): readonly DataColumn<Mail>[] {
  const t = useTranslations("mail");
  return useMemo(
    () => [
      { id: "state", header: t("field.state"), width: 124, cell: (mail) => <MailStateMark state={mail.state} /> },
      {
        id: "to",
        header: t("field.to"),
        width: 260,
        cell: (mail) => (
          <span title={mail.to.email}>
            {mail.to.name ? <>{mail.to.name} </> : null}
            <span className={mail.to.name ? "text-ink-3" : ""}>{mail.to.email}</span>
          </span>
        ),
      },
      { id: "subject", header: t("field.subject"), primary: true, cell: (mail) => mail.subject },
      {
        id: "template",
        header: t("field.template"),
        width: 150,
        from: "lg",
        cell: (mail) => <span className="text-ink-2">{t(`template.${mail.template}`)}</span>,
      },
      {
        id: "when",
        header: t("field.when"),
        width: 130,
        align: "right",
        cell: (mail) => <RelativeTime at={mail.createdAt} className="text-ink-2" />,
      },
    ],
    [t],
  );
}

export const mailCard = (mail: Mail) => (
  <ListCard
    title={mail.subject}
    line={
      <>
        <MailStateMark state={mail.state} />
        <span className="truncate">{mail.to.name || mail.to.email}</span>
      </>
    }
    lineAside={<RelativeTime at={mail.createdAt} />}
  />
);
