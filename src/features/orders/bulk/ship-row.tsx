"use client";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Order } from "../order-news.ts";
import type { Outcome } from "./desk.ts";
import { OrderTitle } from "./order-title.tsx";
import { LeaveOutButton, OutcomeMark, RefusedNote } from "./outcome-mark.tsx";
import { parcels, typedFor, typeFor } from "./parcels.ts";
import { shipColumns } from "./ship-columns.ts";
import { type ShipPlan, shipPlan } from "./ship-rows.ts";

type ShipRowProps = {
  order: Order;
  outcome: Outcome | undefined;
  running: boolean;
  carrierForAll: string;
  /** Null where there is one location only. */
  locationName: ((code: string) => string) | null;
};

/** With column headings the fields need no visible labels. */
const headed = "md:placeholder:text-transparent";

export function ShipRow({ order, outcome, running, carrierForAll, locationName }: ShipRowProps) {
  const t = useTranslations("orderList.send.ship");
  const parcel = parcels.use((now) => typedFor(now, order.id));
  const plan = shipPlan(order, parcel.location);
  const after = outcome?.state === "done" ? outcome.result.order : null;
  const { number } = order;
  return (
    <li
      data-order={order.id}
      {...(outcome?.state === "failed" ? { "data-failed": "" } : {})}
      className={`${shipColumns} grid grid-cols-[2fr_3fr] items-center gap-x-2 gap-y-1.5 px-3 py-2 md:gap-y-1 md:py-1.5`}
    >
      <div className="col-span-full flex items-center gap-2 md:contents">
        <div className="min-w-0 flex-1">
          <OrderTitle order={order} />
          <p className="truncate text-xs text-ink-3">{goodsText(after ? shippedLines(after) : plan.lines)}</p>
        </div>
        <div className="md:order-last md:flex md:justify-end">
          <OutcomeMark outcome={outcome} />
          <LeaveOutButton order={order} outcome={outcome} running={running} />
        </div>
      </div>
      {after ? (
        <Shipped order={after} />
      ) : (
        <>
          <LeftToShip order={order} plan={plan} running={running} locationName={locationName} />
          <Input
            data-column="carrier"
            aria-label={t("carrierOf", { number })}
            placeholder={carrierForAll || t("carrier")}
            {...(carrierForAll ? {} : { className: headed })}
            maxLength={100}
            disabled={running}
            value={parcel.carrier}
            onKeyDown={walkColumn}
            onChange={(event) => typeFor(order.id, { carrier: event.target.value })}
          />
          <Input
            data-column="tracking"
            data-first-field
            aria-label={t("trackingOf", { number })}
            placeholder={t("tracking")}
            className={`font-mono placeholder:font-sans ${headed}`}
            spellCheck={false}
            autoComplete="off"
            maxLength={100}
            disabled={running}
            value={parcel.trackingNumber}
            onKeyDown={walkColumn}
            onChange={(event) => typeFor(order.id, { trackingNumber: event.target.value })}
          />
        </>
      )}
      <RefusedNote outcome={outcome} />
    </li>
  );
}

type LeftToShipProps = Pick<ShipRowProps, "order" | "running" | "locationName"> & { plan: ShipPlan };

/** How much is shipped, from where, and what remains. */
function LeftToShip({ order, plan, running, locationName }: LeftToShipProps) {
  const t = useTranslations("orderList.send.ship");
  const { units, places, location, left } = plan;
  const name = locationName ?? ((code: string) => code);
  return (
    <div className="col-span-full min-w-0 text-sm md:col-span-1">
      {places.length > 1 ? (
        <NativeSelect
          aria-label={t("locationOf", { number: order.number })}
          value={location}
          disabled={running}
          onChange={(event) => typeFor(order.id, { location: event.target.value })}
        >
          {places.map((code) => (
            <option key={code} value={code}>
              {t("unitsAt", { count: shipPlan(order, code).units, place: name(code) })}
            </option>
          ))}
        </NativeSelect>
      ) : (
        <p className="flex flex-wrap gap-x-2 md:grid md:gap-0">
          <span className="tnum">{t("units", { count: units })}</span>
          {locationName && location ? (
            <span className="truncate text-xs leading-5 text-ink-3">{name(location)}</span>
          ) : null}
        </p>
      )}
      {left.waiting + left.elsewhere > 0 ? (
        <p className="text-xs text-amber-ink">
          {left.waiting > 0 ? t("waiting", { count: left.waiting }) : t("elsewhere", { count: left.elsewhere })}
        </p>
      ) : null}
    </div>
  );
}

type Goods = readonly { quantity: number; name: string }[];

const goodsText = (goods: Goods): string =>
  goods.map(({ quantity, name }) => `${String(quantity)} × ${name}`).join(", ");

function shippedLines({ lines, shipments }: Order): Goods {
  const names = new Map(lines.map(({ id, name }) => [id, name]));
  return (shipments.at(-1)?.lines ?? []).map(({ id, quantity }) => ({ quantity, name: names.get(id) ?? "" }));
}

/** The quantities of the last shipment, from the server. */
function Shipped({ order }: { order: Order }) {
  const t = useTranslations("orderList.send.ship");
  const shipment = order.shipments.at(-1);
  const units = shippedLines(order).reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      <span className="tnum col-span-full text-sm text-ink-2 md:col-span-1">{t("units", { count: units })}</span>
      <span className="truncate text-sm text-ink-2">{shipment?.carrier}</span>
      <span className="truncate font-mono text-sm text-ink-2">{shipment?.trackingNumber}</span>
    </>
  );
}

/** Enter, as scanners send it, and the arrows move to the same field of the next or previous row. */
function walkColumn(event: KeyboardEvent<HTMLInputElement>): void {
  const step = event.key === "Enter" || event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const { column } = event.currentTarget.dataset;
  const fields = event.currentTarget
    .closest("ul")
    ?.querySelectorAll<HTMLInputElement>(`input[data-column="${column ?? ""}"]`);
  const next = fields && [...fields][[...fields].indexOf(event.currentTarget) + step];
  next?.focus();
  next?.select();
}
