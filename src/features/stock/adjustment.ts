import type { Inputs } from "#features/trpc/client.ts";

export type AdjustReason = Inputs["inventory"]["adjust"]["reason"];
export const modes = ["counted", "add", "remove"] as const;
export type Mode = (typeof modes)[number];

/** The applicable reasons, the most usual first. */
export const reasonsOf: Readonly<Record<Mode, readonly [AdjustReason, ...AdjustReason[]]>> = {
  counted: ["count", "correction"],
  add: ["receipt", "return", "found", "opening", "correction"],
  remove: ["damage", "loss", "theft", "expired", "sample", "correction"],
};

/** The delta to book: a count is absolute, other reasons are changes. */
export function deltaOf(mode: Mode, amount: number, onHand: number): number {
  if (mode === "counted") return amount - onHand;
  return mode === "add" ? amount : -amount;
}
