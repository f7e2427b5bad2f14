"use client";
import dynamic from "next/dynamic";
import { useRef } from "react";
import { ReadingPage } from "#features/list/list-page.tsx";
import { failureOf } from "#features/trpc/failure.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Order } from "../order-news.ts";
import { useNames } from "../use-names.ts";
import { NoOrder } from "./no-order.tsx";
import { OrderAlerts } from "./order-alerts.tsx";
import { OrderHeader } from "./order-header.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderMoney } from "./order-money.tsx";
import { OrderShipments } from "./order-shipments.tsx";
import { OrderSide } from "./order-side.tsx";
import { OrderSkeleton } from "./order-skeleton.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import { useNeighbours } from "./use-neighbours.ts";
import { useNotes } from "./use-notes.ts";
import { useOrderActions, useOrderKeys } from "./use-order-actions.ts";
import { useOrderCommands } from "./use-order-commands.ts";
import { useOrderEdit } from "./use-order-edit.ts";
import { useOrder } from "./use-order.ts";
import { useTimeline } from "./use-timeline.ts";

const OrderDialogs = dynamic(() => import("./order-dialogs.tsx").then((module) => module.OrderDialogs), {
  ssr: false,
});
const OrderConflict = dynamic(() => import("./order-conflict.tsx").then((module) => module.OrderConflict), {
  ssr: false,
});

export function OrderScreen({ orderRef }: { orderRef: string }) {
  const query = useOrder(orderRef);
  if (query.isError && !query.data && failureOf(query.error).kind === "not_found") return <NoOrder number={orderRef} />;
  if (query.isError && !query.data)
    return <QueryError error={query.error} onRetry={() => void query.refetch()} asPage />;
  if (!query.data) return <OrderSkeleton />;
  return <OrderBody key={orderRef} order={query.data} orderRef={orderRef} />;
}

/** After the menu has closed and restored the focus. */
function goTo(field: HTMLElement | null): void {
  setTimeout(() => {
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  }, 50);
}

function OrderBody({ order, orderRef }: { order: Order; orderRef: string }) {
  const composer = useRef<HTMLTextAreaElement>(null);
  const names = useNames();
  const beside = useNeighbours(order.number);
  const actions = useOrderActions(order, orderRef);
  const edit = useOrderEdit(orderRef);
  const timeline = useTimeline(orderRef, order.id);
  const notes = useNotes(order.id, timeline.entries);
  const writeNote = () => goTo(composer.current);
  const tags = useRef<HTMLInputElement>(null);
  const assignee = useRef<HTMLSelectElement>(null);
  useOrderKeys({ order, actions, beside, writeNote });
  const focus = { note: writeNote, tags: () => goTo(tags.current), assignee: () => goTo(assignee.current) };
  const commands = useOrderCommands({ order, actions, edit: edit.edit, focus });
  return (
    <ReadingPage>
      <OrderHeader order={order} actions={actions} beside={beside} names={names} commands={commands} />
      <div className="px-4 md:px-6">
        <OrderAlerts order={order} actions={actions} />
      </div>
      <div className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0">
          <OrderLines order={order} />
          <OrderShipments order={order} actions={actions} names={names} />
        </div>
        <aside className="min-w-0 max-lg:border-t lg:row-span-2">
          <OrderMoney order={order} actions={actions} />
          <OrderSide order={order} actions={actions} edit={edit.edit} names={names} fields={{ tags, assignee }} />
        </aside>
        {/* Notes are internal and not printed. */}
        <div className="min-w-0 border-t" data-print="hide">
          <OrderTimeline
            timeline={timeline}
            pending={notes.pending}
            names={names}
            composer={composer}
            {...(actions.may.orders ? { onPost: notes.post } : {})}
          />
        </div>
      </div>
      {actions.dialog ? (
        <OrderDialogs
          open={actions.dialog}
          order={order}
          orderRef={orderRef}
          edit={edit.edit}
          onClose={actions.close}
        />
      ) : null}
      {edit.conflict ? <OrderConflict edit={edit} entries={timeline.entries} /> : null}
    </ReadingPage>
  );
}
