"use client";
import { memo, type Ref } from "react";
import { useTranslations } from "use-intl";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { DateTime } from "#components/format/time.tsx";
import { Td, Tr } from "#components/ui/table.tsx";
import type { Order } from "../order-news.ts";
import { waitingUnits } from "./dialogs/ship-plan.ts";
import type { OrderLine } from "./order-rules.ts";
import type { LineRefund } from "./use-refunds.ts";

type LineRowProps = {
  line: OrderLine;
  order: Pick<Order, "currency" | "reservations">;
  /** The order's own statuses do not apply to every line. */
  mixed: boolean;
  /** The refunds of this line; absent until loaded. */
  refunds?: readonly LineRefund[] | undefined;
  index?: number;
  ref?: Ref<HTMLTableRowElement>;
};

export const LineRow = memo(function LineRow({ line, order, mixed, refunds, index, ref }: LineRowProps) {
  const live = line.quantity - line.cancelled;
  return (
    <Tr ref={ref} data-index={index} {...(index === undefined ? {} : { "aria-rowindex": index + 2 })}>
      <Td>
        <p className="font-medium [overflow-wrap:anywhere] sm:truncate" title={line.name}>
          {line.name}
        </p>
        <div className="flex flex-wrap gap-x-2.5 text-xs text-ink-3 [overflow-wrap:anywhere]">
          {line.kind === "item" ? <span className="min-w-0 font-mono">{line.sku}</span> : null}
          <span className="sm:hidden">
            <Money amount={line.unitPrice} currency={order.currency} />
          </span>
          <LineState line={line} order={order} mixed={mixed} />
          <LineRefunds line={line} refunds={refunds} currency={order.currency} />
        </div>
      </Td>
      <Td align="right" className="max-sm:hidden">
        <Money amount={line.unitPrice} currency={order.currency} />
      </Td>
      <Td align="right">
        {line.cancelled > 0 ? (
          <s className="mr-1.5 text-ink-3">
            <Quantity value={line.quantity} />
          </s>
        ) : null}
        <Quantity value={live} quietZero />
      </Td>
      <Td align="right">
        <Money amount={line.total} currency={order.currency} quietZero />
        <LineDiscount line={line} currency={order.currency} />
      </Td>
    </Tr>
  );
});

/** The line's share of the order's discount, which its refund excludes. */
function LineDiscount({ line, currency }: { line: OrderLine; currency: string }) {
  const t = useTranslations("orderDetail.lines");
  if (line.discount === 0) return null;
  return (
    <p className="text-xs text-ink-3">
      <span className="sr-only">{t("discount")} </span>
      <Money amount={-line.discount} currency={currency} />
    </p>
  );
}

/** The refunded units per refund: quantity, amount, time and reason. */
function LineRefunds({ line, refunds, currency }: Pick<LineRowProps, "line" | "refunds"> & { currency: string }) {
  const t = useTranslations("orderDetail.lines");
  const { refunded, refundPending } = line;
  if (refunded.quantity + refundPending.quantity === 0) return null;
  const money = (amount: number) => () => <Money amount={amount} currency={currency} />;
  if (refunds === undefined)
    return (
      <span className="text-violet-ink">
        {t.rich("refunded", { count: refunded.quantity, amount: money(refunded.amount) })}
      </span>
    );
  return (
    <ul className="basis-full" aria-label={t("refunds")}>
      {refunds.map(({ id, at, reason, state, quantity, amount }) => (
        <li key={id} className="flex flex-wrap gap-x-1.5">
          <span className="text-violet-ink">
            {t.rich(state === "requested" ? "refunding" : "refunded", { count: quantity, amount: money(amount) })}
          </span>
          <DateTime at={at} style="date" />
          {reason === "" ? null : <span className="break-words">{reason}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The progress of the units, in order; only the steps that apply to this line. */
function LineState({ line, order, mixed }: Pick<LineRowProps, "line" | "order" | "mixed">) {
  const t = useTranslations("orderDetail.lines");
  const waiting = waitingUnits(order, line.id);
  const onTheWay = line.shipped - line.delivered;
  const open = line.quantity - line.cancelled - line.fulfilled;
  const begun = mixed && line.kind === "item";
  return (
    <>
      {line.kind === "charge" ? <span>{t("charge")}</span> : null}
      {waiting > 0 ? <span className="text-amber-ink">{t("backorder", { count: waiting })}</span> : null}
      {begun && line.fulfilled > line.shipped ? (
        <span>{t("picked", { count: line.fulfilled - line.shipped })}</span>
      ) : null}
      {begun && onTheWay > 0 ? <span className="text-violet-ink">{t("shipped", { count: onTheWay })}</span> : null}
      {begun && line.delivered > 0 ? (
        <span className="text-green-ink">{t("delivered", { count: line.delivered })}</span>
      ) : null}
      {begun && open > 0 && line.fulfilled > 0 ? <span>{t("open", { count: open })}</span> : null}
      {line.returned > 0 ? <span className="text-violet-ink">{t("returned", { count: line.returned })}</span> : null}
      {line.cancelled > 0 ? <span>{t("cancelled", { count: line.cancelled })}</span> : null}
    </>
  );
}
