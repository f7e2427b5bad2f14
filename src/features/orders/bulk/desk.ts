import type { Order } from "../order-news.ts";
import { keptValue } from "./kept-value.ts";

export const sendKinds = ["ship", "capture"] as const;
export type SendKind = (typeof sendKinds)[number];

/** What was done, in a word, and the order after it. */
export type Sent = { text: string; order: Order };

/** What came of an order; an order without an outcome was not sent yet. */
export type Outcome = { state: "sending" } | { state: "done"; result: Sent } | { state: "failed"; reason: string };

type Desk = {
  kind: SendKind;
  /** The orders that were selected when it was opened, in the order of the list. */
  ids: readonly string[];
  /** Those of them that were taken out again. */
  out: Readonly<Record<string, true>>;
  open: boolean;
  running: boolean;
  outcomes: Readonly<Record<string, Outcome>>;
};

/** The bulk ship or bulk capture that somebody is at. There is one at a time. */
export const desk = keptValue<Desk>({ kind: "ship", ids: [], out: {}, open: false, running: false, outcomes: {} });

/** Opens it for orders; one that is running is shown instead. */
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
