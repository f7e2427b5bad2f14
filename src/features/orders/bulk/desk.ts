import type { Order } from "../order-news.ts";
import { keptValue } from "./kept-value.ts";

export const sendKinds = ["ship", "capture"] as const;
export type SendKind = (typeof sendKinds)[number];

/** The action's result as a word, and the updated order. */
export type Sent = { text: string; order: Order };

/** The result for an order; absent before it was sent. */
export type Outcome = { state: "sending" } | { state: "done"; result: Sent } | { state: "failed"; reason: string };

type Desk = {
  kind: SendKind;
  /** The selected orders, in the order of the list. */
  ids: readonly string[];
  /** Those that were deselected again. */
  out: Readonly<Record<string, true>>;
  open: boolean;
  running: boolean;
  outcomes: Readonly<Record<string, Outcome>>;
};

/** The running bulk shipment or capture. There is one at a time. */
export const desk = keptValue<Desk>({ kind: "ship", ids: [], out: {}, open: false, running: false, outcomes: {} });

/** Opens it for orders; a running one is shown instead. */
export function openDesk(kind: SendKind, ids: readonly string[]): void {
  const { running, outcomes, kind: before } = desk.get();
  if (running) return desk.set({ open: true });
  const kept = Object.entries(outcomes).filter(([, { state }]) => kind === before && state === "failed");
  desk.set({ kind, ids, out: {}, open: true, outcomes: Object.fromEntries(kept) });
}

export function setOutcome(id: string, outcome: Outcome): void {
  desk.set({ outcomes: { ...desk.get().outcomes, [id]: outcome } });
}

export function leaveOut(id: string): void {
  const { out, outcomes } = desk.get();
  const { [id]: _, ...others } = outcomes;
  desk.set({ out: { ...out, [id]: true }, outcomes: others });
}

export const countOf = (outcomes: Desk["outcomes"], state: Outcome["state"]): number =>
  Object.values(outcomes).filter((outcome) => outcome.state === state).length;
