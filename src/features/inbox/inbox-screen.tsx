"use client";
import { Inbox, Plug, RotateCw } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useCommands } from "#features/list/create-action.tsx";
import { ListScreen } from "#features/list/list-screen.tsx";
import { useSelection } from "#features/list/use-selection.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { BulkMessages } from "./bulk-messages.tsx";
import { InboxChoices } from "./inbox-choices.tsx";
import { InboxCounters } from "./inbox-counters.tsx";
import type { Message } from "./inbox-params.ts";
import { messageCard, useMessageColumns } from "./message-columns.tsx";
import { useMessages } from "./use-messages.ts";

const RetrySinceDialog = dynamic(() => import("./retry-since-dialog.tsx").then((module) => module.RetrySinceDialog), {
  ssr: false,
});

const rowHref = (message: Message) => `/inbox/${message.id}`;

export function InboxScreen() {
  const t = useTranslations("inbox");
  const mayWrite = useMe().can("webhooks:write");
  const { filters, list, counts } = useMessages();
  const { params, set } = filters;
  const { chosen, selection, selectRows } = useSelection(list);
  const columns = useMessageColumns();
  const [asking, setAsking] = useState(false);
  const rowName = useMemo(() => (row: Message) => t("rowName", { type: row.type, source: row.source.name }), [t]);
  const ask = () => setAsking(true);
  useCommands(mayWrite, [{ id: "inbox-retry", label: t("retrySince"), icon: RotateCw, run: ask }]);
  return (
    <ListScreen
      label={t("title")}
      actions={
        mayWrite ? (
          <Button icon={<RotateCw />} onClick={ask}>
            {t("retrySince")}
          </Button>
        ) : (
          <OnlyFor scope="webhooks:write" what="messages" />
        )
      }
      above={<InboxCounters counts={counts} params={params} onChoose={set} />}
      list={list}
      filters={{ ...filters, choices: <InboxChoices params={params} set={set} /> }}
      table={{
        columns,
        rowName,
        rowHref,
        card: messageCard,
        ...(mayWrite ? { selection } : {}),
        bulkActions: <BulkMessages selected={chosen} onDone={selectRows} />,
      }}
      empty={{
        icon: <Inbox />,
        title: t("empty"),
        body: t("emptyBody"),
        actions: (
          <Link href="/integrations/sources" className={buttonClass("primary")}>
            <Plug aria-hidden="true" />
            {t("toSources")}
          </Link>
        ),
      }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
      beside={
        asking ? <RetrySinceDialog source={params.source} counts={counts} onClose={() => setAsking(false)} /> : null
      }
    />
  );
}
