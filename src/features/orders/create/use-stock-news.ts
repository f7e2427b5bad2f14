"use client";
import { useEffect, useEffectEvent } from "react";
import { trpc } from "#features/trpc/client.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";
import { useLive } from "#features/trpc/live.ts";
import type { FormState } from "./use-order-form.ts";

const MOST = 60;

/** Keeps each line's availability current: queried once where unknown, then updated by events. */
export function useStockNews({ form, learn }: FormState): void {
  const utils = trpc.useUtils();
  const { channel } = form;
  const unknown = form.lines.filter((line) => line.levels === null).slice(0, MOST);
  const names = unknown.map((line) => line.sku).join("\n");
  const ask = useEffectEvent(async (sku: string) => {
    const { data } = await utils.client.variants.search.query({ q: sku, channel, limit: 5 });
    const found = data.find((article) => article.sku === sku);
    learn(sku, () => ({ levels: found?.levels ?? [], listPrice: found?.price ?? null }));
  });
  useEffect(() => {
    for (const sku of names.split("\n").filter(Boolean)) ask(sku).catch(() => undefined);
  }, [names]);
  useLive((events) => {
    for (const event of events) {
      const news = stockIn(event);
      if (!news || !form.lines.some((line) => line.sku === news.sku)) continue;
      learn(news.sku, ({ levels }) => ({
        levels: levels && levels.map((level) => (level.location === news.location ? { ...level, ...news } : level)),
      }));
    }
  });
}

type StockNews = { sku: string; location: string; available: number };

function stockIn({ type, data }: LiveEvent): StockNews | null {
  return type === "stock.changed" && isStock(data) ? pick(data) : null;
}

const pick = ({ sku, location, available }: StockNews): StockNews => ({ sku, location, available });

const isStock = (data: unknown): data is StockNews =>
  typeof data === "object" && data !== null && "sku" in data && "location" in data && "available" in data;
