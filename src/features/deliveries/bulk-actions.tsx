"use client";
import { BellOff, RotateCw, Square } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import type { Delivery } from "#features/deliveries/delivery-params.ts";
import { runBulk } from "#features/list/run-bulk.ts";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";

const width = 6;

const kinds = ["retry", "mute", "cancel"] as const;
type Kind = (typeof kinds)[number];

const icons = { retry: <RotateCw />, mute: <BellOff />, cancel: <Square /> };

/** The deliveries that allow the action; others in the selection are skipped. */
const takes: Readonly<Record<Kind, (delivery: Delivery) => boolean>> = {
  retry: ({ state }) => state !== "succeeded",
  mute: ({ state, mutedAt }) => state === "failed" && mutedAt === null,
  cancel: ({ state }) => state === "pending",
};

type Client = ReturnType<typeof trpc.useUtils>["client"];

const run: Readonly<Record<Kind, (client: Client, id: string) => Promise<Delivery>>> = {
  retry: (client, id) => client.webhooks.retryDelivery.mutate({ id }),
  mute: (client, id) => client.webhooks.muteDelivery.mutate({ id }),
  cancel: (client, id) => client.webhooks.cancelDelivery.mutate({ id }),
};

type BulkActionsProps = {
  selected: readonly Delivery[];
  /** The failed ones: they stay selected. */
  onDone: (failed: readonly Delivery[]) => void;
};

export function BulkActions({ selected, onDone }: BulkActionsProps) {
  const t = useTranslations("deliveries.bulk");
  const ui = useTranslations("ui");
  const utils = trpc.useUtils();
  const adviceOn = useAdvice();
  const [busy, setBusy] = useState<Kind | null>(null);
  const readAgain = () => {
    void utils.webhooks.listDeliveries.invalidate();
    void utils.webhooks.overview.invalidate();
  };
  const unmute = async (deliveries: readonly Delivery[]) => {
    const back = ({ id }: Delivery) =>
      utils.client.webhooks.muteDelivery.mutate({ id, muted: false }).then(() => null, adviceOn);
    await runBulk({ items: deliveries, width, run: back, onProgress: () => undefined });
    readAgain();
  };
  const begin = async (kind: Kind, items: readonly Delivery[]) => {
    setBusy(kind);
    let waiting = 0;
    const note = ({ waitingFor }: Delivery) => {
      if (waitingFor !== null) waiting += 1;
      return null;
    };
    const outcomes = await runBulk({
      items,
      width,
      run: ({ id }) => run[kind](utils.client, id).then(note, adviceOn),
      onProgress: () => undefined,
    });
    setBusy(null);
    readAgain();
    const failed = outcomes.filter(({ failure }) => failure !== null);
    const done = outcomes.length - failed.length;
    onDone(failed.map(({ item }) => item));
    if (failed.length > 0)
      return notify.failed(t("some", { done, failed: failed.length }), { description: failed[0]?.failure ?? "" });
    const undo = { label: ui("undo"), run: () => void unmute(items) };
    if (kind === "retry" && waiting > 0) return notify.done(t("retryWaits", { count: done, waiting }));
    notify.done(t(`${kind}Done`, { count: done }), kind === "mute" ? { undo } : {});
  };
  return kinds.map((kind) => {
    const items = selected.filter(takes[kind]);
    if (items.length === 0) return null;
    return (
      <Button
        key={kind}
        size="sm"
        variant="ghost"
        icon={icons[kind]}
        busy={busy === kind}
        disabled={busy !== null && busy !== kind}
        onClick={() => void begin(kind, items)}
      >
        {t(kind, { count: items.length })}
      </Button>
    );
  });
}
