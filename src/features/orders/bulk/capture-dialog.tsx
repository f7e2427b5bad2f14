"use client";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { RingGlyph } from "#components/patterns/status-glyph.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Order } from "../order-news.ts";
import { captureSum, sendCapture, type Settled, settledOf, takenOf, totalsOf, whyNotCapture } from "./capture-rows.ts";
import { desk, type Outcome } from "./desk.ts";
import { LeftOut } from "./left-out.tsx";
import { OrderTitle } from "./order-title.tsx";
import { Done, LeaveOutButton, OutcomeMark, RefusedNote } from "./outcome-mark.tsx";
import { RowsSkeleton } from "./rows-skeleton.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { useChosenOrders } from "./use-chosen-orders.ts";
import { useProgress, useSend } from "./use-send.ts";

/** Captures the authorised amounts of the selected orders at once. */
export function CaptureDialog({ onDone }: { onDone: (failed: readonly string[]) => void }) {
  const t = useTranslations("orderList.send");
  const { client } = trpc.useUtils();
  const ids = desk.use((now) => now.ids);
  const chosen = useChosenOrders(ids);
  const { outcomes, running, failed } = useProgress();
  const send = useSend();
  const sorted = chosen.orders.map((order) => ({ order, why: whyNotCapture(order) }));
  const offered = sorted.filter(({ order, why }) => why === null || outcomes[order.id] !== undefined);
  const ready = offered.flatMap(({ order, why }) =>
    why === null && outcomes[order.id]?.state !== "done" ? [order] : [],
  );
  const refused = sorted.flatMap(({ order, why }) =>
    why === null || outcomes[order.id] !== undefined ? [] : [{ order, reason: t(`capture.why.${why}`) }],
  );
  const settled = offered.map(({ order }) => settledOf(order, outcomes[order.id]));
  const counted = {
    done: settled.filter((each) => each === "captured").length,
    waiting: settled.filter((each) => each === "waiting").length,
    failed: settled.filter((each) => each === "failed").length + failed,
  };
  const sendAll = () =>
    void send({
      kind: "capture",
      orders: ready,
      onDone,
      send: async (order) => {
        return { text: t("capture.captured"), order: await sendCapture(client, order) };
      },
    });
  return (
    <SendDialog
      kind="capture"
      size="lg"
      ready={ready.length}
      total={offered.length}
      disabled={chosen.loading}
      result={t("capture.result", counted)}
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
  const settled = settledOf(order, outcome);
  const taken = outcome?.state === "done" ? takenOf(outcome.result.order) : captureSum(order);
  return (
    <li
      {...(outcome?.state === "failed" ? { "data-failed": "" } : {})}
      className="grid min-h-10 grid-cols-[minmax(0,1fr)_auto_auto_1.75rem] items-center gap-x-3 gap-y-1 px-3 py-1"
    >
      <OrderTitle order={order} />
      {settled === null ? <OutcomeMark outcome={outcome} /> : <SettledMark settled={settled} />}
      <Money amount={taken} currency={order.currency} className="col-start-3 min-w-20 text-right text-sm" />
      <LeaveOutButton order={order} outcome={outcome} running={running} />
      <div className="col-span-full empty:hidden">
        <RefusedNote outcome={outcome} />
      </div>
    </li>
  );
}

function SettledMark({ settled }: { settled: Settled }) {
  const t = useTranslations("orderList.send.capture");
  if (settled === "captured") return <Done text={t("captured")} />;
  const isFailed = settled === "failed";
  return (
    <span className={`flex items-center gap-1.5 text-sm ${isFailed ? "text-red-ink" : "text-ink-2"}`}>
      <RingGlyph fill={isFailed ? "cross" : "dashed"} className={isFailed ? "text-red" : "text-ink-3"} />
      {t(settled)}
    </span>
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
