"use client";
import { Slot } from "radix-ui/slot";
import type { ReactNode } from "react";

type TipProps = { label: string; keys?: string; side?: "top" | "right" | "bottom"; children: ReactNode };

/**
 * A hint on hover or keyboard focus; never the only source of essential information. It only marks its child: one
 * `TipLayer` per page shows them all, so a table may hold hundreds.
 */
export function Tip({ label, keys, side = "bottom", children }: TipProps) {
  return (
    <Slot data-tip={label} data-tip-keys={keys} data-tip-side={side}>
      {children}
    </Slot>
  );
}
