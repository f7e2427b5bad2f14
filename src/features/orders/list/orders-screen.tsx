"use client";
import { Plus, ShoppingBag } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useEffect, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useIdleLoad } from "#features/list/use-idle-load.ts";
import { useSelection } from "#features/list/use-selection.ts";
import { useSettled } from "#features/list/use-settled.ts";
import { LazyMenu } from "#features/shell/lazy-menu.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { openDesk } from "../bulk/desk.ts";
import type { OrderRow } from "../order-news.ts";
import { useNames } from "../use-names.ts";
import { ArrivalsPill } from "./arrivals-pill.tsx";
import { ExportButton } from "./export-button.tsx";
import { rememberList } from "./list-memory.ts";
import { listInput, listParams, type OrderListInput } from "./list-params.ts";
import { OrderChoices } from "./order-choices.tsx";
import { orderCard, useOrderColumns } from "./order-columns.tsx";
import { type ExportLayout, useExport } from "./use-export.ts";
import { useOrderList } from "./use-order-list.ts";

const loadExport = () => import("./export-menu.tsx").then((module) => module.ExportMenu);
/** Bulk actions load with the first selection. */
const loadBulk = () => Promise.all([import("./bulk-actions.tsx"), import("../bulk/send-desk.tsx")]);
const BulkActions = dynamic(() => import("./bulk-actions.tsx").then((module) => module.BulkActions), { ssr: false });
const SendDesk = dynamic(() => import("../bulk/send-desk.tsx").then((module) => module.SendDesk), { ssr: false });

const rowHref = (row: OrderRow) => `/orders/${row.number}`;

export function OrdersScreen() {
  const t = useTranslations("orderList");
  const orders = useTranslations("orders");
  const { timeZone } = useFormatSettings();
  const { can } = useMe();
  const maySelect = can("orders:write") || can("payments:write");
  const filters = useFilters(listParams);
  const { params, set } = filters;
  const [q, settle] = useSettled(params.q);
  const input = useMemo(() => listInput({ ...params, q }, timeZone), [params, q, timeZone]);
  const names = useNames();
  const columns = useOrderColumns(names.channelName);
  const { list, waiting, showArrivals } = useOrderList(input, filters.filtered);
  const { chosen, selection, select, selectRows } = useSelection(list);
  const rowName = useMemo(() => (row: OrderRow) => t("rowName", { number: row.number }), [t]);
  const { read } = list;
  useIdleLoad(loadBulk);
  useShipKey(chosen);
  useEffect(() => {
    rememberList({ href: `${location.pathname}${location.search}`, ids: read.map((row) => row.number) });
  }, [read]);
  return (
    <ListScreen
      label={orders("title")}
      actions={<Actions input={input} />}
      list={list}
      filters={{
        ...filters,
        search: {
          value: params.q,
          onValueChange: (text) => set({ q: text }),
          onSubmit: settle,
          placeholder: t("search"),
        },
        choices: <OrderChoices params={params} set={set} names={names} />,
      }}
      table={{
        columns,
        rowName,
        rowHref,
        card: orderCard,
        ...(maySelect ? { selection } : {}),
        bulkActions: <BulkActions selected={chosen} onDone={selectRows} />,
      }}
      empty={{ icon: <ShoppingBag />, title: t("emptyTitle"), body: t("emptyBody"), actions: <WaysToOrders /> }}
      noMatch={{ title: t("noMatchTitle"), body: t("noMatchBody") }}
    >
      <ArrivalsPill count={waiting} onShow={showArrivals} />
      {maySelect ? <SendDesk quiet={chosen.length > 0} onDone={select} /> : null}
    </ListScreen>
  );
}

/** Not with the buttons: keys must work before the buttons' code has loaded. */
function useShipKey(chosen: readonly OrderRow[]): void {
  const t = useTranslations("orderList.send");
  const mayShip = useMe().can("orders:write") && chosen.length > 0;
  const run = () =>
    openDesk(
      "ship",
      chosen.map(({ id }) => id),
    );
  useShortcut({ keys: "s", group: "page", label: t("ship.title"), run }, mayShip);
}

function Actions({ input }: { input: OrderListInput }) {
  const t = useTranslations();
  const exporting = useExport();
  const mayWrite = useMe().can("orders:write");
  return (
    <>
      <LazyMenu
        load={loadExport}
        menuProps={{ busy: exporting.busy, onExport: (of: ExportLayout) => exporting.run(of, input) }}
      >
        <ExportButton busy={exporting.busy} />
      </LazyMenu>
      {mayWrite ? (
        <Button variant="primary" asChild>
          <Link href="/orders/new">
            <Plus aria-hidden="true" />
            {t("orders.new")}
            <Kbd keys="c" tone="inherit" className="ml-1 opacity-85 coarse:hidden" />
          </Link>
        </Button>
      ) : null}
    </>
  );
}

function WaysToOrders() {
  const t = useTranslations();
  return (
    <>
      <Button variant="primary" asChild>
        <Link href="/orders/new">{t("orders.new")}</Link>
      </Button>
      <Button asChild>
        <Link href="/import">{t("orderList.emptyImport")}</Link>
      </Button>
    </>
  );
}

const asIs = (code: string) => code;

/** In the same file as the list, so that both share one chunk. */
export function OrdersSkeleton() {
  const t = useTranslations();
  const filters = [
    t("orderList.filter.work"),
    t("orders.status.label"),
    t("orders.paymentStatus.label"),
    t("orders.fulfillmentStatus.label"),
    t("orderList.filter.placed"),
    t("orderList.filter.channel"),
    t("orderList.filter.hold"),
    t("orderList.filter.tag"),
    t("orderList.filter.assignee"),
    t("orderList.sort.label"),
  ];
  const columns = useOrderColumns(asIs);
  return <ListSkeleton title={t("orders.title")} columns={columns} search filters={filters} actions={2} selectable />;
}
