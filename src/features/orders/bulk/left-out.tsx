"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Order } from "../order-news.ts";
import { OrderTitle } from "./order-title.tsx";

export type LeftOutRow = { order: Order; reason: string; include?: { label: string; run: () => void } };

/** Selected orders that are excluded, each with its reason; some may be included anyway. */
export function LeftOut({ title, rows }: { title: ReactNode; rows: readonly LeftOutRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="grid grid-cols-1 gap-1.5">
      <h3 className="text-sm font-medium text-ink-2">{title}</h3>
      <ul className="divide-y rounded-lg border">
        {rows.map(({ order, reason, include }) => (
          <li key={order.id} className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1">
            <span className="min-w-0 basis-full sm:flex-1 sm:basis-0">
              <OrderTitle order={order} />
            </span>
            <span className="min-w-0 flex-1 text-sm text-ink-2 sm:text-right">{reason}</span>
            {include ? (
              <Button size="sm" variant="ghost" onClick={include.run}>
                {include.label}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
