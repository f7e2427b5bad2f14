"use client";
import { ScanBarcode } from "lucide-react";
import { type Ref, useRef } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Money } from "#components/format/money.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { trpc } from "#features/trpc/client.ts";
import type { Names } from "../use-names.ts";
import { type Article, quantityIn } from "./form-state.ts";

type ArticleEntryProps = {
  ref: Ref<HTMLDivElement>;
  channel: string;
  names: Names;
  onAdd: (article: Article, quantity: number) => void;
};

const SHOWN = 8;

/** The next line: keeps the focus while articles are typed or scanned in a row. */
export function ArticleEntry({ ref, channel, names, onAdd }: ArticleEntryProps) {
  const t = useTranslations("orderForm.articles");
  const utils = trpc.useUtils();
  const quantity = useRef(1);
  const find = async (q: string, signal: AbortSignal) => {
    const { data } = await utils.client.variants.search.query({ q, channel, limit: SHOWN }, { signal });
    return data;
  };
  const search = async (text: string, signal: AbortSignal) => {
    const wanted = quantityIn(text);
    if (wanted.words === "") return [];
    const whole = wanted.words === text ? [] : await find(text, signal);
    const exact = whole.find((article) => article.sku.toLowerCase() === text.toLowerCase());
    quantity.current = exact ? 1 : wanted.quantity;
    return exact ? [exact] : find(wanted.words, signal);
  };
  return (
    <div ref={ref}>
      <Combobox
        search={search}
        itemKey={(article) => article.id}
        renderItem={(article) => <ArticleOption article={article} names={names} />}
        itemText={null}
        onPick={(article) => onAdd(article, quantity.current)}
        label={t("search")}
        placeholder={t("placeholder")}
        leading={<ScanBarcode />}
      />
    </div>
  );
}

function ArticleOption({ article, names }: { article: Article; names: Names }) {
  const t = useTranslations("orderForm.articles");
  return (
    <span className="flex items-start justify-between gap-4">
      <span className="grid min-w-0">
        <span className="truncate font-medium">{article.name}</span>
        <span className="flex flex-wrap gap-x-2 text-xs text-ink-3">
          <span className="font-mono">{article.sku}</span>
          <Availability levels={article.levels} names={names} />
        </span>
      </span>
      {article.price === null ? (
        <span className="text-xs text-amber-ink">{t("noPrice", { currency: article.currency })}</span>
      ) : (
        <Money amount={article.price} currency={article.currency} />
      )}
    </span>
  );
}

/** Availability by location; warning colour when there is none. */
export function Availability({ levels, names }: { levels: Readonly<Article["levels"]>; names: Names }) {
  const t = useTranslations("orderForm.articles");
  const there = levels.filter((level) => level.available > 0 || level.allowBackorder);
  if (there.length === 0) return <span className="text-amber-ink">{t("none")}</span>;
  if (there.length === 1 && levels.length === 1 && there[0] && !there[0].allowBackorder)
    return <span>{t("available", { count: there[0].available })}</span>;
  return there.map(({ location, available, allowBackorder }) => (
    <span key={location} className={cx(available <= 0 && "text-amber-ink")}>
      {t(allowBackorder ? "backorder" : "at", { place: names.locationName(location), count: Math.max(0, available) })}
    </span>
  ));
}
