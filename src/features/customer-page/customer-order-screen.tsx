"use client";
import { Check, ExternalLink, Package } from "lucide-react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { FormatProvider } from "#components/format/format-context.tsx";
import { Money } from "#components/format/money.tsx";
import { DateTime } from "#components/format/time.tsx";
import type { CustomerOrderView } from "#core/links/schemas.ts";

type Order = CustomerOrderView;

/** What a customer sees of an order by their link: its state, what is in it and where it is. Nothing can be changed. */
export function CustomerOrderScreen({ order, nowMs }: { order: Order; nowMs: number }) {
  const t = useTranslations("customerPage");
  const { name, locale, timeZone } = order.shop;
  return (
    <FormatProvider settings={{ locale, timeZone, currency: order.currency, nowMs }}>
      <div className="min-h-dvh bg-sunken">
        <header className="border-b bg-surface">
          <p className="mx-auto max-w-2xl px-4 py-4 text-base font-semibold tracking-tight sm:px-6">{name}</p>
        </header>
        <main className="mx-auto grid max-w-2xl gap-4 px-4 py-6 sm:px-6 sm:py-10">
          <div className="grid gap-1">
            <h1 className="text-2xl font-semibold tracking-tight">{t("title", { number: order.number })}</h1>
            <p className="text-sm text-ink-2">
              {t("placed")} <DateTime at={order.placedAt} />
            </p>
          </div>
          <Steps order={order} />
          {order.shipments.length > 0 ? <Shipments order={order} /> : null}
          <Lines order={order} />
          <p className="px-1 text-sm text-ink-2">{t("help", { shop: name })}</p>
        </main>
      </div>
    </FormatProvider>
  );
}

const card = "rounded-xl border bg-surface p-4 sm:p-5";

const steps = ["placed", "preparing", "shipped", "delivered"] as const;
const reached: Record<Order["status"], number> = {
  draft: -1,
  pending: 0,
  processing: 1,
  shipped: 2,
  delivered: 3,
  cancelled: -1,
};

function Steps({ order }: { order: Order }) {
  const t = useTranslations("customerPage");
  const at = reached[order.status];
  return (
    <section className={card} aria-labelledby="state">
      <h2 id="state" className="text-lg font-semibold tracking-tight">
        {t(`status.${order.status}`)}
      </h2>
      <p className="mt-0.5 text-sm text-ink-2">{t(`payment.${order.paymentStatus}`)}</p>
      {at < 0 ? null : (
        <ol className="mt-5 grid grid-cols-4 gap-2">
          {steps.map((step, index) => (
            <li
              key={step}
              className="grid min-w-0 content-start gap-2"
              aria-current={index === at ? "step" : undefined}
            >
              <span className={cx("h-1.5 rounded-full", index <= at ? "bg-accent" : "bg-line-strong")} />
              <span className={cx("flex items-start gap-1 text-xs", index <= at ? "font-medium" : "text-ink-2")}>
                {index <= at ? <Check aria-hidden="true" className="mt-0.5 size-3 shrink-0 max-sm:hidden" /> : null}
                {t(`step.${step}`)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Shipments({ order }: { order: Order }) {
  const t = useTranslations("customerPage");
  return (
    <section className={card} aria-labelledby="shipments">
      <h2 id="shipments" className="text-base font-semibold">
        {t("shipments")}
      </h2>
      <ul className="mt-3 grid gap-3">
        {order.shipments.map((shipment) => (
          <li key={`${shipment.shippedAt} ${shipment.trackingNumber}`} className="flex items-start gap-3 text-sm">
            <Package aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" />
            <div className="grid min-w-0 gap-0.5">
              <span className="font-medium">
                {t(`shipment.${shipment.status}`)} <DateTime at={shipment.deliveredAt ?? shipment.shippedAt} />
              </span>
              <span className="break-words text-ink-2">
                {[shipment.carrier, shipment.trackingNumber].filter((part) => part !== null).join(" · ")}
              </span>
              {shipment.trackingUrl === null ? null : (
                <a
                  href={shipment.trackingUrl}
                  rel="noreferrer noopener"
                  target="_blank"
                  className="flex min-h-6 w-fit items-center gap-1 text-accent underline underline-offset-2"
                >
                  {t("track")} <ExternalLink aria-hidden="true" className="size-3.5" />
                </a>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lines({ order }: { order: Order }) {
  const t = useTranslations("customerPage");
  const { totals } = order;
  const sums = [
    ["subtotal", totals.subtotal],
    ["shipping", totals.shipping],
    ["discount", -totals.discount],
    ["refunded", -totals.refunded],
  ] as const;
  return (
    <section className={card} aria-labelledby="lines">
      <h2 id="lines" className="text-base font-semibold">
        {t("lines")}
      </h2>
      <ul className="mt-2 divide-y">
        {order.lines.map((line, index) => (
          <li key={index} className="flex items-baseline justify-between gap-4 py-2.5 text-sm">
            <span className="min-w-0 break-words">
              <span className="tnum text-ink-2">{line.quantity} × </span>
              {line.name}
              {line.cancelled > 0 ? (
                <span className="block text-xs text-ink-2">{t("cancelledUnits", { count: line.cancelled })}</span>
              ) : null}
            </span>
            <Money amount={line.total} />
          </li>
        ))}
      </ul>
      <dl className="mt-1 grid gap-1.5 border-t pt-3 text-sm">
        {sums
          .filter(([, amount]) => amount !== 0)
          .map(([name, amount]) => (
            <div key={name} className="flex justify-between gap-4 text-ink-2">
              <dt>{t(`total.${name}`)}</dt>
              <dd>
                <Money amount={amount} />
              </dd>
            </div>
          ))}
        <div className="flex justify-between gap-4 text-base font-semibold">
          <dt>{t("total.total")}</dt>
          <dd>
            <Money amount={totals.total} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
