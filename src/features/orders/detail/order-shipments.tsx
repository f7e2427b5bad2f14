"use client";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Section } from "#components/patterns/section.tsx";
import { DotStatus, type Tone } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { Order } from "../order-news.ts";
import type { Names } from "../use-names.ts";
import { Flash } from "./flash.tsx";
import { onItsWay, type Shipment } from "./order-rules.ts";
import type { OrderActions } from "./use-order-actions.ts";

const tones: Record<Shipment["status"], Tone> = {
  shipped: "violet",
  in_transit: "violet",
  delivered: "green",
  lost: "red",
  cancelled: "neutral",
};

type OrderShipmentsProps = { order: Order; actions: OrderActions; names: Names };

export function OrderShipments({ order, actions, names }: OrderShipmentsProps) {
  const t = useTranslations("orderDetail.shipments");
  if (order.shipments.length === 0) return null;
  return (
    <Section title={t("title")} aside={order.shipments.length}>
      <ul className="grid gap-2">
        {order.shipments.map((shipment) => (
          <li key={shipment.id}>
            <Flash value={JSON.stringify(shipment)} className="rounded-lg border px-3.5 py-2.5">
              <ShipmentItem shipment={shipment} order={order} actions={actions} names={names} />
            </Flash>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ShipmentItem({ shipment, order, actions, names }: OrderShipmentsProps & { shipment: Shipment }) {
  const t = useTranslations("orderDetail");
  const units = shipment.lines.reduce((sum, line) => sum + line.quantity, 0);
  const at = shipment.deliveredAt ?? shipment.cancelledAt ?? shipment.shippedAt;
  const shipmentId = shipment.id;
  const isNext = actions.step?.kind === "deliver" && actions.step.shipmentId === shipmentId;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <DotStatus tone={tones[shipment.status]} className="font-medium">
            {t(`shipments.status.${shipment.status}`)}
          </DotStatus>
          <DateTime at={at} className="text-ink-3" />
        </p>
        <p className="text-ink-2">
          {t("shipments.units", { count: units })}
          {shipment.location ? ` ${t("shipments.from", { place: names.locationName(shipment.location) })}` : null}
        </p>
        <ShipmentLines shipment={shipment} order={order} />
      </div>
      {shipment.carrier || shipment.trackingNumber ? (
        <p className="flex flex-wrap items-center gap-x-1.5">
          {shipment.carrier}
          {shipment.trackingNumber ? (
            <>
              <span className="font-mono text-xs">{shipment.trackingNumber}</span>
              <CopyButton value={shipment.trackingNumber} label={t("shipments.copyTracking")} />
            </>
          ) : null}
        </p>
      ) : null}
      <span className="flex gap-1.5">
        {shipment.trackingUrl ? (
          <a href={shipment.trackingUrl} target="_blank" rel="noreferrer" className={buttonClass("ghost", "sm")}>
            <ExternalLink aria-hidden="true" />
            {t("action.track")}
          </a>
        ) : null}
        {actions.may.orders && onItsWay(shipment) ? (
          <>
            <Button size="sm" variant="ghost" onClick={() => actions.open({ kind: "callBack", shipmentId })}>
              {t("action.cancelShipment")}
            </Button>
            {isNext ? null : (
              <Button size="sm" onClick={() => actions.open({ kind: "deliver", shipmentId })}>
                {t("action.deliver")}
              </Button>
            )}
          </>
        ) : null}
      </span>
    </div>
  );
}

const SHOWN = 3;

/** The contents, unless it is the whole order. */
function ShipmentLines({ shipment, order }: { shipment: Shipment; order: Order }) {
  const whole = order.lines
    .filter((line) => line.kind === "item")
    .every((line) => shipment.lines.some((each) => each.id === line.id && each.quantity === line.quantity));
  if (whole) return null;
  const names = new Map(order.lines.map((line) => [line.id, line.name]));
  const shown = shipment.lines.slice(0, SHOWN).map((line) => `${String(line.quantity)} × ${names.get(line.id) ?? ""}`);
  const more = shipment.lines.length - shown.length;
  return (
    <p className="truncate text-xs text-ink-3">
      {shown.join(", ")}
      {more > 0 ? ` +${String(more)}` : null}
    </p>
  );
}
