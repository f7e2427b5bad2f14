import type { Inputs } from "#features/trpc/client.ts";

export type AdjustReason = Inputs["inventory"]["adjust"]["reason"];
export const modes = ["counted", "add", "remove"] as const;
export type Mode = (typeof modes)[number];

/** Which reasons make sense, the usual one first. */
export const reasonsOf: Readonly<Record<Mode, readonly [AdjustReason, ...AdjustReason[]]>> = {
  counted: ["count", "correction"],
  add: ["receipt", "return", "found", "opening", "correction"],
  remove: ["damage", "loss", "theft", "expired", "sample", "correction"],
};

/** What to book: a count says what is there, the others what came or went. */
export function deltaOf(mode: Mode, amount: number, onHand: number): number {
  if (mode === "counted") return amount - onHand;
  return mode === "add" ? amount : -amount;
}
