"use client";
import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import { AddressLines } from "#components/patterns/address-lines.tsx";
import { Button } from "#components/ui/button.tsx";
import { trpc } from "#features/trpc/client.ts";
import { Bars } from "./bars.tsx";
import type { Shipment } from "./bench.ts";

/** What is stuck on the parcel; the only part of the page that is printed. */
export function Label({ shipment, onReady }: { shipment: Shipment; onReady: () => void }) {
  const t = useTranslations("packing.label");
  const { data: order, error, refetch, isFetching } = trpc.orders.get.useQuery({ id: shipment.orderId });
  const isReady = order !== undefined;
  const ready = useEffectEvent(onReady);
  useEffect(() => {
    if (isReady) ready();
  }, [isReady]);
  const { orderNumber, carrier, trackingNumber, units } = shipment;
  const code = trackingNumber !== null && /^[ -~]+$/.test(trackingNumber) ? trackingNumber : orderNumber;
  const service = [carrier, trackingNumber].filter((each) => each !== null).join(" ");
  return (
    <section
      aria-label={t("order", { number: orderNumber })}
      className="grid w-full max-w-md gap-4 rounded-lg border bg-raised p-5 text-ink"
    >
      <div className="flex items-baseline justify-between gap-4">
        <p className="text-lg font-semibold">{t("order", { number: orderNumber })}</p>
        <p className="tnum text-sm text-ink-2">{t("units", { count: units })}</p>
      </div>
      <div>
        <p className="text-xs text-ink-3">{t("to")}</p>
        {error !== null && order === undefined ? (
          <div className="flex flex-wrap items-center gap-3" data-print="hide">
            <p role="alert" className="text-red-ink">
              {t("failed")}
            </p>
            <Button busy={isFetching} onClick={() => void refetch()}>
              {t("again")}
            </Button>
          </div>
        ) : order?.shippingAddress ? (
          <AddressLines address={order.shippingAddress} className="text-base" />
        ) : (
          <p>{order?.customer?.name ?? order?.customer?.email ?? "–"}</p>
        )}
      </div>
      {service === "" ? null : <p className="tnum text-sm">{service}</p>}
      <div>
        <Bars text={code} className="h-20 w-full" />
        <p className="tnum mt-1 text-center text-sm">{code}</p>
      </div>
    </section>
  );
}
