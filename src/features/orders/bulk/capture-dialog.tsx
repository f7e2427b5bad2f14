"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Order } from "../order-news.ts";
import { captureSum, sendCapture, totalsOf, whyNotCapture } from "./capture-rows.ts";
import { desk, type Outcome } from "./desk.ts";
import { LeftOut } from "./left-out.tsx";
import { OrderTitle } from "./order-title.tsx";
import { OutcomeMark, RefusedNote } from "./outcome-mark.tsx";
import { RowsSkeleton } from "./rows-skeleton.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { useChosenOrders } from "./use-chosen-orders.ts";
import { useProgress, useSend } from "./use-send.ts";

/** Captures what is authorised of the selected orders by one press. */
export function CaptureDialog({ onDone }: { onDone: (failed: readonly string[]) => void }) {
  const t = useTranslations("orderList.send");
  const { client } = trpc.useUtils();
  const ids = desk.use((now) => now.ids);
  const chosen = useChosenOrders(ids);
  const { outcomes, running } = useProgress();
  const send = useSend();
  const sorted = chosen.orders.map((order) => ({ order, why: whyNotCapture(order) }));
  const offered = sorted.filter(({ order, why }) => why === null || outcomes[order.id] !== undefined);
  const ready = offered.flatMap(({ order, why }) =>
    why === null && outcomes[order.id]?.state !== "done" ? [order] : [],
  );
  const refused = sorted.flatMap(({ order, why }) =>
    why === null || outcomes[order.id] !== undefined ? [] : [{ order, reason: t(`capture.why.${why}`) }],
  );
  const sendAll = () =>
    void send({
      kind: "capture",
      orders: ready,
      onDone,
      send: async (order) => t(`capture.${await sendCapture(client, order)}`),
    });
  return (
    <SendDialog
      kind="capture"
      size="lg"
      ready={ready.length}
      total={offered.length}
      disabled={chosen.loading}
      note={ready.length > 0 ? <Totals orders={ready} /> : null}
      onSend={sendAll}
    >
      {chosen.error ? <QueryError error={chosen.error} onRetry={chosen.retry} /> : null}
      {chosen.loading ? <RowsSkeleton rows={ids.length} /> : null}
      {!chosen.loading && offered.length === 0 && !chosen.error ? <Alert>{t("capture.nothing")}</Alert> : null}
      {chosen.loading || offered.length === 0 ? null : (
        <ul className="divide-y rounded-lg border" aria-label={t("capture.rows")}>
          {offered.map(({ order }) => (
            <CaptureRow key={order.id} order={order} outcome={outcomes[order.id]} running={running} />
          ))}
        </ul>
      )}
      <LeftOut title={t("leftOut", { count: refused.length })} rows={refused} />
    </SendDialog>
  );
}

type CaptureRowProps = { order: Order; outcome: Outcome | undefined; running: boolean };

function CaptureRow({ order, outcome, running }: CaptureRowProps) {
  const isDone = outcome?.state === "done";
  const shown = isDone
    ? order.payments.reduce((sum, each) => sum + each.captured + each.capturePending, 0)
    : captureSum(order);
  return (
    <li
      {...(outcome?.state === "failed" ? { "data-failed": "" } : {})}
      className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 gap-y-1 px-3 py-1.5"
    >
      <OrderTitle order={order} />
      <Money amount={shown} currency={order.currency} className="text-sm" />
      <span className="flex min-w-7 justify-end sm:min-w-36">
        <OutcomeMark order={order} outcome={outcome} running={running} />
      </span>
      <div className="col-span-full empty:hidden">
        <RefusedNote outcome={outcome} />
      </div>
    </li>
  );
}

function Totals({ orders }: { orders: readonly Order[] }) {
  const t = useTranslations("orderList.send.capture");
  return (
    <p className="flex flex-wrap gap-x-3 text-ink-2">
      <span>{t("total")}</span>
      {totalsOf(orders).map(({ currency, amount }) => (
        <Money key={currency} amount={amount} currency={currency} className="font-medium text-ink" />
      ))}
    </p>
  );
}
