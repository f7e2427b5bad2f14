"use client";
import { Mail as MailIcon } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { mailCard, useMailColumns } from "./mail-columns.tsx";
import { MailStateMark } from "./mail-marks.tsx";
import { type Mail, mailListInput, mailParams, mailStates, mailTemplates } from "./mail-params.ts";
import { NoServer } from "./no-server.tsx";
import { useSends } from "./sends.tsx";

const rowHref = (mail: Mail) => `/mail/${mail.id}`;

/** Stored mails emit no event: without a mail server the list is polled. */
const askAgainMs = 5000;

export function MailsScreen() {
  const sends = useSends();
  const t = useTranslations("mail");
  const utils = trpc.useUtils();
  const filters = useFilters(mailParams);
  const { params, set } = filters;
  const input = mailListInput(params);
  const refetchInterval = sends ? (false as const) : askAgainMs;
  const query = trpc.mails.list.useInfiniteQuery(input, { ...endless, refetchInterval });
  const list = useList(query, JSON.stringify(input), byId);
  useNews(list, { of: "mail", readAgain: () => void utils.mails.list.invalidate(), restMs: 2000 });
  const rowName = useMemo(
    () => (mail: Mail) => t("rowName", { subject: mail.subject, to: mail.to.name || mail.to.email }),
    [t],
  );
  return (
    <ListScreen
      label={t("title")}
      above={sends ? null : <NoServer className="mx-4 mb-4 md:mx-6" />}
      list={list}
      filters={{
        ...filters,
        search: {
          value: params.to ?? "",
          onValueChange: (to) => set({ to: to === "" ? null : to }),
          placeholder: t("searchRecipient"),
        },
        choices: (
          <>
            <FilterChoice
              name={t("field.state")}
              value={params.state}
              onValueChange={(state) => set({ state })}
              options={choices(
                mailStates,
                (state) => t(`state.${state}`),
                (state) => (
                  <MailStateMark state={state} />
                ),
              )}
            />
            <FilterChoice
              name={t("field.template")}
              value={params.template}
              onValueChange={(template) => set({ template })}
              options={choices(mailTemplates, (template) => t(`template.${template}`))}
            />
          </>
        ),
      }}
      table={{ columns: useMailColumns(), rowName, rowHref, card: mailCard }}
      empty={{ icon: <MailIcon />, title: t("empty"), body: t("emptyBody") }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
    />
  );
}
