"use client";
import { Ban, Banknote, CirclePause, CirclePlay, Tag, Truck } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { type BulkOutcome, runBulk } from "#features/list/run-bulk.ts";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { openDesk, type SendKind } from "../bulk/desk.ts";
import type { OrderRow } from "../order-news.ts";
import { type BulkKind, type BulkTask, doTask } from "./bulk-task.ts";

const load = () => import("./bulk-dialog.tsx");
const BulkDialog = dynamic(() => load().then((module) => module.BulkDialog), { ssr: false });

const WIDTH = 6;

export type BulkState = {
  kind: BulkKind;
  orders: readonly OrderRow[];
  task: BulkTask | null;
  outcomes: readonly BulkOutcome<OrderRow>[];
};

const icons = {
  ship: <Truck />,
  capture: <Banknote />,
  tag: <Tag />,
  hold: <CirclePause />,
  release: <CirclePlay />,
  cancel: <Ban />,
};

type BulkActionsProps = {
  selected: readonly OrderRow[];
  /** The failed orders, which stay selected. */
  onDone: (failed: readonly OrderRow[]) => void;
};

/** Bulk actions for the selected orders; a run continues when its dialog is closed. */
export function BulkActions({ selected, onDone }: BulkActionsProps) {
  const t = useTranslations("orderList.bulk");
  const utils = trpc.useUtils();
  const adviceOn = useAdvice();
  const mayWrite = useMe().can("orders:write");
  const [state, setState] = useState<BulkState | null>(null);
  const [open, setOpen] = useState(false);

  const begin = (kind: BulkKind) => {
    setState({ kind, orders: selected, task: null, outcomes: [] });
    setOpen(true);
  };
  const run = async (task: BulkTask, orders: readonly OrderRow[]) => {
    setState({ kind: task.kind, orders, task, outcomes: [] });
    const outcomes = await runBulk({
      items: orders,
      width: WIDTH,
      run: (row) => doTask(utils.client, task, row).then(() => null, adviceOn),
      onProgress: (sofar) => setState((now) => now && { ...now, outcomes: sofar }),
    });
    void utils.orders.list.invalidate();
    const failed = outcomes.filter(({ failure }) => failure !== null);
    onDone(failed.map(({ item }) => item));
    if (failed.length > 0) {
      notify.failed(t("finishedSome", { ok: outcomes.length - failed.length, failed: failed.length }));
      setOpen(true);
    } else {
      notify.done(t("finished", { count: outcomes.length }));
      setOpen(false);
    }
  };
  return (
    <>
      <SendButtons ids={selected.map(({ id }) => id)} />
      {mayWrite ? <ChangeButtons begin={begin} /> : null}
      {state ? <BulkDialog state={state} open={open} onOpenChange={setOpen} onRun={run} /> : null}
    </>
  );
}

/** Each opens its own dialog, as far as the role allows. */
function SendButtons({ ids }: { ids: readonly string[] }) {
  const t = useTranslations("orderList.send");
  const { can } = useMe();
  const may = { ship: can("orders:write"), capture: can("payments:write") };
  const label = { ship: t("ship.action"), capture: t("capture.action") };
  const open = (kind: SendKind) => openDesk(kind, ids);
  return (["ship", "capture"] as const)
    .filter((kind) => may[kind])
    .map((kind) => (
      <Button key={kind} size="sm" variant="ghost" icon={icons[kind]} onClick={() => open(kind)}>
        {label[kind]}
      </Button>
    ));
}

function ChangeButtons({ begin }: { begin: (kind: BulkKind) => void }) {
  const t = useTranslations("orderList.bulk");
  return (
    <>
      {(["tag", "hold", "release"] as const).map((kind) => (
        <Button
          key={kind}
          size="sm"
          variant="ghost"
          icon={icons[kind]}
          onPointerEnter={() => void load()}
          onClick={() => begin(kind)}
        >
          {t(kind)}
        </Button>
      ))}
      <Button size="sm" variant="danger-ghost" icon={icons.cancel} onClick={() => begin("cancel")}>
        {t("cancel")}
      </Button>
    </>
  );
}
