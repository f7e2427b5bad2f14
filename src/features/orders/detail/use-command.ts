"use client";
import type { TRPCClient } from "@trpc/client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { type Failure, failureOf, useReportFailure } from "#features/trpc/failure.ts";
import { newKey } from "#features/trpc/key.ts";
import type { Catalogue } from "#messages/catalogue.ts";
import type { AppRouter } from "#transports/trpc/router.ts";
import type { Order } from "../order-news.ts";
import { useKeepOrder } from "./use-order.ts";

export type CommandName = keyof Catalogue["orderDialog"]["failed"];

export type CallOptions = { context: { idempotencyKey: string } };

/** A mutation; its idempotency key makes a double click one call. */
export type Call = (client: TRPCClient<AppRouter>, options: CallOptions) => Promise<Order>;

type Command = {
  name: CommandName;
  call: Call;
  /** The success message. */
  done: (order: Order) => string;
};

/** For dialogs: on an error the dialog stays open and shows it. */
export function useDialogCommand(ref: string, onDone: () => void) {
  const utils = trpc.useUtils();
  const keep = useKeepOrder(ref);
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async ({ call, done }: Omit<Command, "name">) => {
    setBusy(true);
    setFailure(null);
    try {
      const order = await call(utils.client, { context: { idempotencyKey: key } });
      keep(order);
      notify.done(done(order));
      onDone();
    } catch (error) {
      setFailure(failureOf(error));
      void utils.orders.get.invalidate({ id: ref });
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, run };
}

/** Without a dialog: a toast shows the result. */
export function useCommand(ref: string) {
  const t = useTranslations("orderDialog.failed");
  const utils = trpc.useUtils();
  const keep = useKeepOrder(ref);
  const report = useReportFailure();
  const [busy, setBusy] = useState<CommandName | null>(null);
  const run = async ({ name, call, done }: Command) => {
    setBusy(name);
    try {
      const order = await call(utils.client, { context: { idempotencyKey: newKey() } });
      keep(order);
      notify.done(done(order));
    } catch (error) {
      report(t(name), error);
      void utils.orders.get.invalidate({ id: ref });
    } finally {
      setBusy(null);
    }
  };
  return { busy, run };
}
