"use client";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Input } from "#components/ui/input.tsx";
import { Table, Th, Tr } from "#components/ui/table.tsx";
import type { Order } from "../order-news.ts";
import { LineRow } from "./line-row.tsx";
import { isMixed, type OrderLine } from "./order-rules.ts";
import { useRefunds } from "./use-refunds.ts";
import { useWindowRows } from "./use-window-rows.ts";

/** From this number of lines on only visible lines are rendered, and there is a search field. */
const MANY = 60;

export function OrderLines({ order }: { order: Order }) {
  const t = useTranslations("orderDetail.lines");
  const [query, setQuery] = useState("");
  const words = useDeferredValue(query.trim().toLowerCase());
  const shown = useMemo(
    () => order.lines.filter((line) => words === "" || `${line.name} ${line.sku}`.toLowerCase().includes(words)),
    [order.lines, words],
  );
  const many = order.lines.length > MANY;
  return (
    <Section
      title={t("title")}
      aside={<Quantity value={order.lines.length} />}
      actions={
        many ? (
          <Input
            aria-label={t("filter")}
            placeholder={t("filter")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="w-56"
          />
        ) : null
      }
    >
      {many ? <ManyLines order={order} lines={shown} /> : <FewLines order={order} lines={shown} />}
      {shown.length === 0 ? <p className="py-4 text-sm text-ink-2">{t("none", { query })}</p> : null}
    </Section>
  );
}

type LinesProps = { order: Order; lines: readonly OrderLine[] };

function Head() {
  const t = useTranslations("orderDetail.lines");
  return (
    <thead>
      <Tr>
        <Th>{t("article")}</Th>
        <Th align="right" className="w-28 max-sm:hidden">
          {t("price")}
        </Th>
        <Th align="right" className="w-18 sm:w-24">
          {t("quantity")}
        </Th>
        <Th align="right" className="w-22 sm:w-28">
          {t("total")}
        </Th>
      </Tr>
    </thead>
  );
}

function FewLines({ order, lines }: LinesProps) {
  const mixed = isMixed(order);
  const refunds = useRefunds(order);
  return (
    <Table className="table-fixed">
      <Head />
      <tbody>
        {lines.map((line) => (
          <LineRow key={line.id} line={line} order={order} mixed={mixed} refunds={refunds.get(line.id)} />
        ))}
      </tbody>
    </Table>
  );
}

function ManyLines({ order, lines }: LinesProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const mixed = isMixed(order);
  const refunds = useRefunds(order);
  const same = { order, mixed };
  const { items, before, after, measure } = useWindowRows(lines.length, body);
  return (
    <Table className="table-fixed" aria-rowcount={lines.length + 1}>
      <Head />
      <tbody ref={body}>
        {before > 0 ? (
          <tr aria-hidden="true">
            <td colSpan={4} className="p-0" style={{ height: before }} />
          </tr>
        ) : null}
        {items.map(({ index }) => {
          const line = lines[index];
          return line ? (
            <LineRow key={line.id} {...same} line={line} refunds={refunds.get(line.id)} index={index} ref={measure} />
          ) : null;
        })}
        {after > 0 ? (
          <tr aria-hidden="true">
            <td colSpan={4} className="p-0" style={{ height: after }} />
          </tr>
        ) : null}
      </tbody>
    </Table>
  );
}
