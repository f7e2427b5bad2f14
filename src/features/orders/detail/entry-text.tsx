"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { FulfillmentStatusLabel, OrderStatusLabel, PaymentStatusLabel } from "#components/patterns/order-status.tsx";
import { useEventWords } from "#components/patterns/use-event-words.ts";
import { fulfillmentStatuses, orderStatuses, paymentStatuses } from "../statuses.ts";
import type { Names } from "../use-names.ts";
import type { Entry } from "./entries.ts";
import { EntryChanges } from "./entry-changes.tsx";
import { reading } from "./entry-data.ts";

/** The sentence of one event, without its subject. */
export function EntryText({ entry }: { entry: Entry }): ReactNode {
  const words = useEventWords();
  const fields = useTranslations("orderDetail.conflict.field");
  const data = reading(entry.data);
  const names = data.changes().map(({ field }) => (isField(field) ? fields(field) : field).toLowerCase());
  return words.timeline(entry.type, {
    fields: names.join(", "),
    count: data.units(),
    status: data.text("status") ?? "",
    action: data.text("action") ?? "",
    money: () => <Money amount={data.number("amount") ?? 0} {...currencyOf(data.text("currency"))} />,
  });
}

const currencyOf = (currency: string | undefined) => (currency ? { currency } : {});
const changeable = [
  "tags",
  "notes",
  "customer",
  "shippingAddress",
  "assigneeId",
  "channel",
  "currency",
  "lines",
  "shippingTotal",
  "discountTotal",
] as const;
const isField = (field: string): field is (typeof changeable)[number] => changeable.some((each) => each === field);

type EntryDetailProps = {
  entry: Entry;
  names: Names;
  /** The reason of a hold, as text. */
  holdWord: (reason: string) => string;
};

/** An event's details: a note's text, a reason, old and new values. Null when there are none. */
export function entryDetail({ entry, names, holdWord }: EntryDetailProps): ReactNode {
  const data = reading(entry.data);
  if (entry.type === "order.noted") return <p className="whitespace-pre-wrap">{data.text("text")}</p>;
  if (entry.type === "order.updated")
    return data.changes().length > 0 ? (
      <EntryChanges changes={data.changes()} names={names} {...currencyOf(data.text("currency"))} />
    ) : null;
  const place = data.text("location");
  const reason = data.text("reason");
  const parts = [
    reason && entry.type === "order.held" ? holdWord(reason) : reason,
    data.text("note"),
    entry.type === "payment.failed" ? data.text("code") : undefined,
    place && entry.type.startsWith("shipment.") ? names.locationName(place) : undefined,
    entry.type.startsWith("packing.") ? data.text("station") : undefined,
    data.text("carrier"),
    data.text("trackingNumber"),
  ].filter((part) => part !== undefined);
  const refunded = entry.type.startsWith("payment.") ? data.refundedLines() : [];
  if (parts.length === 0 && refunded.length === 0) return null;
  return (
    <>
      {refunded.length > 0 ? <RefundedLines lines={refunded} currency={data.text("currency")} /> : null}
      {parts.length > 0 ? <p>{parts.join(" · ")}</p> : null}
    </>
  );
}

type RefundedLinesProps = {
  lines: ReturnType<ReturnType<typeof reading>["refundedLines"]>;
  currency: string | undefined;
};

/** The units of a refund, with the amount per line. */
function RefundedLines({ lines, currency }: RefundedLinesProps) {
  const t = useTranslations("orderDetail.timeline");
  return (
    <ul>
      {lines.map(({ sku, quantity, amount }) => (
        <li key={sku}>
          {t.rich("refundedLine", {
            sku,
            quantity,
            amount: () => <Money amount={amount} {...currencyOf(currency)} />,
          })}
        </li>
      ))}
    </ul>
  );
}

const known = <T extends string>(values: readonly T[], value: string | undefined): T | undefined =>
  values.find((each) => each === value);

/** Which of the three statuses changed, and to what. */
export function Moved({ entry }: { entry: Entry }) {
  const now = reading(entry.data);
  const before = now.inner("before");
  const moved = (name: string) => (now.text(name) === before.text(name) ? undefined : now.text(name));
  const status = known(orderStatuses, moved("status"));
  const payment = known(paymentStatuses, moved("paymentStatus"));
  const fulfillment = known(fulfillmentStatuses, moved("fulfillmentStatus"));
  return (
    <span className="flex flex-wrap gap-x-3 text-ink-2">
      {status ? <OrderStatusLabel status={status} /> : null}
      {payment ? <PaymentStatusLabel status={payment} /> : null}
      {fulfillment ? <FulfillmentStatusLabel status={fulfillment} /> : null}
    </span>
  );
}
