"use client";
import { CircleCheckBig, History, RotateCw, Send } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { BulkActions } from "#features/deliveries/bulk-actions.tsx";
import { DeliveryChoices } from "#features/deliveries/delivery-choices.tsx";
import { deliveryCard, useDeliveryColumns } from "#features/deliveries/delivery-columns.tsx";
import { type Delivery, deliveryParams } from "#features/deliveries/delivery-params.ts";
import { DeskTabs } from "#features/deliveries/desk-tabs.tsx";
import { DeskTiles } from "#features/deliveries/desk-tiles.tsx";
import { useDeliveries, useOverview } from "#features/deliveries/use-deliveries.ts";
import { useCommands } from "#features/list/create-action.tsx";
import { useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { useSelection } from "#features/list/use-selection.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useMe } from "#features/trpc/use-me.ts";

const RetryFailedDialog = dynamic(
  () => import("#features/deliveries/retry-failed-dialog.tsx").then((module) => module.RetryFailedDialog),
  { ssr: false },
);
const ReplayDialog = dynamic(
  () => import("#features/deliveries/replay-dialog.tsx").then((module) => module.ReplayDialog),
  { ssr: false },
);

const rowHref = (delivery: Delivery) => `/deliveries/${delivery.id}`;

type Asking = "retry" | "replay" | null;

export function DeliveriesScreen() {
  const t = useTranslations("deliveries");
  const { timeZone } = useFormatSettings();
  const mayWrite = useMe().can("webhooks:write");
  const filters = useFilters(deliveryParams);
  const { params, set } = filters;
  const list = useDeliveries(params, timeZone);
  const { chosen, selection, selectRows } = useSelection(list);
  const overview = useOverview();
  const columns = useDeliveryColumns(true);
  const [asking, setAsking] = useState<Asking>(null);
  const rowName = useMemo(
    () => (delivery: Delivery) => t("rowName", { type: delivery.type, subject: delivery.subjectLabel ?? "" }),
    [t],
  );
  const Dialog = asking === "retry" ? RetryFailedDialog : ReplayDialog;
  const good = params.state === "failed" || params.state === "retrying" ? params.state : null;
  return (
    <ListScreen
      label={t("title")}
      header={
        <>
          <PageHeader
            title={t("title")}
            className="pb-1"
            actions={mayWrite ? <Actions ask={setAsking} /> : <OnlyFor scope="webhooks:write" what="deliveries" />}
          />
          <DeskTabs />
        </>
      }
      above={<DeskTiles overview={overview.data} />}
      list={list}
      filters={{
        ...filters,
        choices: <DeliveryChoices params={params} set={set} subjectName={list.rows[0]?.subjectLabel ?? null} />,
      }}
      table={{
        columns,
        rowName,
        rowHref,
        card: deliveryCard,
        ...(mayWrite ? { selection } : {}),
        bulkActions: <BulkActions selected={chosen} onDone={selectRows} />,
      }}
      empty={{
        icon: <Send />,
        title: t("none.title"),
        body: t("none.body"),
        actions: mayWrite ? (
          <Link href="/integrations/webhooks/new" className={buttonClass("primary")}>
            {t("none.add")}
          </Link>
        ) : null,
      }}
      noMatch={
        good
          ? { icon: <CircleCheckBig />, title: t(`none.${good}`), body: t("none.goodBody") }
          : { title: t("none.found"), body: t("none.foundBody") }
      }
      beside={asking ? <Dialog endpointId={params.endpoint} onClose={() => setAsking(null)} /> : null}
    />
  );
}

function Actions({ ask }: { ask: (asking: Asking) => void }) {
  const t = useTranslations("deliveries");
  const retry = { label: t("retryFailed.open"), run: () => ask("retry") };
  const replay = { label: t("replay.open"), run: () => ask("replay") };
  useShortcut({ keys: "r", group: "page", ...retry });
  useCommands(true, [
    { id: "retry-failed", icon: RotateCw, keys: "r", ...retry },
    { id: "replay", icon: History, ...replay },
  ]);
  return (
    <>
      <Button icon={<History />} onClick={replay.run}>
        {replay.label}
      </Button>
      <Button icon={<RotateCw />} onClick={retry.run} keys="r">
        {retry.label}
      </Button>
    </>
  );
}
