"use client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { runBulk } from "#features/list/run-bulk.ts";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";
import type { Order } from "../order-news.ts";
import { countOf, desk, type SendKind, type Sent, setOutcome } from "./desk.ts";

const WIDTH = 6;

type Work = {
  kind: SendKind;
  orders: readonly Order[];
  send: (order: Order) => Promise<Sent>;
  /** Error texts specific to this action. */
  explain?: (error: unknown) => string | null;
  /** The orders left over: they stay selected. */
  onDone: (failed: readonly string[]) => void;
};

/** Asks before the page is closed: unsent orders would not be sent. */
const stay = (event: BeforeUnloadEvent): void => event.preventDefault();

/** Sends one command per order and continues when the dialog or the screen is closed. */
export function useSend() {
  const t = useTranslations("orderList.send");
  const utils = trpc.useUtils();
  const adviceOn = useAdvice();
  return async ({ kind, orders, send, explain, onDone }: Work): Promise<void> => {
    if (desk.get().running) return;
    const sending = orders.map(({ id }) => [id, { state: "sending" }] as const);
    desk.set({ running: true, outcomes: { ...desk.get().outcomes, ...Object.fromEntries(sending) } });
    window.addEventListener("beforeunload", stay);
    const sendOne = async (order: Order) => {
      try {
        setOutcome(order.id, { state: "done", result: await send(order) });
        return null;
      } catch (error) {
        const reason = explain?.(error) ?? adviceOn(error);
        setOutcome(order.id, { state: "failed", reason });
        return reason;
      }
    };
    const ended = await runBulk({ items: orders, width: WIDTH, run: sendOne, onProgress: () => undefined });
    window.removeEventListener("beforeunload", stay);
    await utils.orders.getMany.invalidate();
    desk.set({ running: false });
    void utils.orders.list.invalidate();
    const failed = ended.filter(({ failure }) => failure !== null);
    onDone(failed.map(({ item }) => item.id));
    if (desk.get().open) return;
    const ok = ended.length - failed.length;
    if (failed.length > 0) notify.failed(t(`${kind}.endedSome`, { ok, failed: failed.length }));
    else notify.done(t(`${kind}.ended`, { count: ok }));
  };
}

/** The progress text: how many have a result. */
export function useProgress() {
  const outcomes = desk.use((now) => now.outcomes);
  const running = desk.use((now) => now.running);
  const [done, failed] = [countOf(outcomes, "done"), countOf(outcomes, "failed")];
  return { outcomes, running, done, failed };
}
