"use client";
import { type ClipboardEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Order } from "../order-news.ts";
import { type Names, useNames } from "../use-names.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.ts";
import { desk } from "./desk.ts";
import { LeftOut } from "./left-out.tsx";
import { fillIn, forgetParcel, parcelFor, parcels, shipUnpaid } from "./parcels.ts";
import { PasteNote } from "./paste-note.tsx";
import { type Pasted, readPaste } from "./paste.ts";
import { RowsSkeleton } from "./rows-skeleton.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { sendShipment, shipAttempts } from "./send-shipment.ts";
import { shipColumns } from "./ship-columns.ts";
import { ShipRow } from "./ship-row.tsx";
import { whyNotShip } from "./ship-rows.ts";
import { useChosenOrders } from "./use-chosen-orders.ts";
import { useProgress, useSend } from "./use-send.ts";

/** Ships the selected orders at once, each with its carrier and tracking number. */
export function ShipDialog({ onDone }: { onDone: (failed: readonly string[]) => void }) {
  const t = useTranslations("orderList.send");
  const { client } = trpc.useUtils();
  const ids = desk.use((now) => now.ids);
  const chosen = useChosenOrders(ids);
  const { offered, refused, ready } = useOffers(chosen.orders);
  const send = useSend();
  const { running, done, failed } = useProgress();
  const names = useNames();
  const held = useHeldText();
  const [pasted, setPasted] = useState<Pasted | null>(null);
  const carrier = parcels.use((now) => now.carrier);
  const bare = parcels.use((now) => ready.filter(({ id }) => !now.rows[id]?.trackingNumber.trim()).length);

  const explain = (error: unknown) => {
    if (!(error instanceof ChangedMeanwhile)) return null;
    const why = whyNotShip(error.now);
    return why === null || why === "unpaid" ? t("changed") : t(`ship.why.${why}`, { reasons: held(error.now) });
  };
  const sendAll = () =>
    void send({
      kind: "ship",
      orders: ready,
      onDone,
      send: async (order) => {
        const after = await sendShipment(client, order, parcelFor(order.id));
        forgetParcel(order.id);
        return { text: t("ship.done"), order: after };
      },
      explain,
    });
  const onPaste = (event: ClipboardEvent) => {
    const open =
      event.target instanceof Element ? event.target.closest("[data-order]")?.getAttribute("data-order") : null;
    const start = Math.max(
      0,
      ready.findIndex(({ id }) => id === open),
    );
    const read = readPaste(event.clipboardData.getData("text/plain"), ready, start);
    if (read === null) return;
    event.preventDefault();
    fillIn(read.fills);
    setPasted(read);
  };
  return (
    <SendDialog
      kind="ship"
      size="xl"
      ready={ready.length}
      total={offered.length}
      disabled={chosen.loading}
      result={t("ship.result", { done, failed })}
      note={ready.length > 0 && bare > 0 ? t("ship.bare", { count: bare }) : null}
      onSend={sendAll}
    >
      {chosen.error ? <QueryError error={chosen.error} onRetry={chosen.retry} /> : null}
      {chosen.loading ? <RowsSkeleton rows={ids.length} /> : null}
      {!chosen.loading && offered.length === 0 && !chosen.error ? <Alert>{t("ship.none")}</Alert> : null}
      {chosen.loading || offered.length === 0 ? null : (
        <div className="grid grid-cols-1 gap-3" onPaste={onPaste}>
          {ready.length > 0 ? (
            <CarrierForAll carrier={carrier} running={running}>
              {pasted ? <PasteNote pasted={pasted} /> : <p className="text-xs text-ink-3">{t("ship.pasteHint")}</p>}
            </CarrierForAll>
          ) : null}
          <ShipRows orders={offered} names={names} carrier={carrier} />
        </div>
      )}
      <LeftOut title={t("leftOut", { count: refused.length })} rows={refused} />
    </SendDialog>
  );
}

/** The included orders, sent or not; those to send now; and the excluded ones with their reasons. */
function useOffers(orders: readonly Order[]) {
  const t = useTranslations();
  const held = useHeldText();
  const { outcomes } = useProgress();
  const unpaid = parcels.use((now) => now.unpaid);
  const sorted = orders.map((order) => {
    const why = whyNotShip(order);
    const kept = outcomes[order.id] !== undefined || shipAttempts.has(order.id);
    return { order, why, isOffered: kept || why === null || (why === "unpaid" && unpaid[order.id] === true) };
  });
  const offered = sorted.filter(({ isOffered }) => isOffered);
  const sendable = ({ order: { id }, why }: (typeof sorted)[number]) =>
    shipAttempts.has(id) || why === null || (why === "unpaid" && unpaid[id] === true);
  const ready = offered.filter((row) => outcomes[row.order.id]?.state !== "done" && sendable(row));
  const refused = sorted.flatMap(({ order, why, isOffered }) => {
    if (isOffered || why === null) return [];
    const reason = t(`orderList.send.ship.why.${why}`, { reasons: held(order) });
    const include = { label: t("orderList.send.ship.anyway"), run: () => shipUnpaid(order.id) };
    return [{ order, reason, ...(why === "unpaid" ? { include } : {}) }];
  });
  return { offered: offered.map(({ order }) => order), ready: ready.map(({ order }) => order), refused };
}

type CarrierForAllProps = { carrier: string; running: boolean; children: ReactNode };

function useHeldText(): (order: Order) => string {
  const t = useTranslations("orders.hold");
  return ({ holds }) => holds.map(({ reason }) => t(reason)).join(", ");
}

function CarrierForAll({ carrier, running, children }: CarrierForAllProps) {
  const t = useTranslations("orderList.send.ship");
  return (
    <div className="grid items-end gap-x-6 gap-y-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
      <Field label={t("carrierForAll")}>
        <Input
          maxLength={100}
          disabled={running}
          value={carrier}
          onChange={(event) => parcels.set({ carrier: event.target.value })}
        />
      </Field>
      <div className="sm:pb-1.5">{children}</div>
    </div>
  );
}

type ShipRowsProps = { orders: readonly Order[]; names: Names; carrier: string };

function ShipRows({ orders, names, carrier }: ShipRowsProps) {
  const t = useTranslations("orderList.send.ship");
  const { outcomes, running } = useProgress();
  return (
    <div className="rounded-lg border">
      <div
        aria-hidden="true"
        className={`${shipColumns} border-b px-3 py-1.5 text-xs font-medium text-ink-3 max-md:hidden`}
      >
        <span>{t("order")}</span>
        <span>{t("left")}</span>
        <span>{t("carrier")}</span>
        <span>{t("tracking")}</span>
        <span />
      </div>
      <ul className="divide-y" aria-label={t("rows")}>
        {orders.map((order) => (
          <ShipRow
            key={order.id}
            order={order}
            outcome={outcomes[order.id]}
            running={running}
            carrierForAll={carrier}
            locationName={names.locations.length > 1 ? names.locationName : null}
          />
        ))}
      </ul>
    </div>
  );
}
