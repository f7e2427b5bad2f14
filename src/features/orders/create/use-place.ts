"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { type Failure, failureOf } from "#features/trpc/failure.ts";
import type { Order } from "../order-news.ts";
import { inputOf, paymentOf } from "./form-state.ts";
import type { FormState } from "./use-order-form.ts";

export type Sending = "place" | "draft";

type PlaceOptions = {
  state: FormState;
  /** The edited draft. */
  draft: Order | undefined;
};

/** Submits the form: as an order, once per idempotency key, or as a draft. */
export function usePlace({ state, draft }: PlaceOptions) {
  const t = useTranslations("orderForm");
  const go = useGo();
  const utils = trpc.useUtils();
  const [sending, setSending] = useState<Sending | null>(null);
  const [failure, setFailure] = useState<{ of: Sending; failure: Failure } | null>(null);
  const { form, key } = state;

  const saveDraft = async (): Promise<Order> => {
    const input = inputOf(form);
    const { orders } = utils.client;
    if (!draft) return orders.draft.mutate(input, { context: { idempotencyKey: `${key}-draft` } });
    const now = utils.orders.get.getData({ id: draft.number }) ?? draft;
    const saved = await orders.updateDraft.mutate({ ...input, id: draft.id, ifVersion: now.version });
    utils.orders.get.setData({ id: draft.number }, saved);
    return saved;
  };
  const place = async (): Promise<Order> => {
    const { orders } = utils.client;
    const payment = paymentOf(form);
    if (!draft) {
      const input = { ...inputOf(form), ...payment };
      const { order } = await orders.place.mutate(input, { context: { idempotencyKey: key } });
      return order;
    }
    const saved = await saveDraft();
    const target = { id: saved.id, ifVersion: saved.version, ...payment };
    return orders.confirm.mutate(target, { context: { idempotencyKey: key } });
  };
  const send = async (how: Sending, then?: string): Promise<boolean> => {
    setSending(how);
    setFailure(null);
    try {
      const order = await (how === "place" ? place() : saveDraft());
      utils.orders.get.setData({ id: order.number }, order);
      void utils.orders.list.invalidate();
      state.settle();
      notify.done(t(how === "place" ? "placed" : "drafted", { number: order.number }));
      go(then ?? `/orders/${order.number}`);
      return true;
    } catch (error) {
      setFailure({ of: how, failure: failureOf(error) });
      return false;
    } finally {
      setSending(null);
    }
  };
  return { sending, failure, send, dismiss: () => setFailure(null) };
}
