"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "#features/trpc/use-me.ts";
import { useDialogCommand } from "../use-command.ts";
import type { OrderDialogProps } from "./action-dialog.tsx";
import { pickedUnits, type Picks, picksToLines } from "./line-picker.tsx";
import { useCancelPreview } from "./use-cancel-preview.ts";
import { useMoneyText } from "./use-money-text.ts";

/** The lines, the reason, and whether the amount due back is refunded: one call, so both happen or neither. */
export function useCancel({ order, orderRef, onClose }: OrderDialogProps) {
  const t = useTranslations("orderDialog.cancel");
  const command = useDialogCommand(orderRef, onClose);
  const [what, setWhat] = useState<"whole" | "part">("whole");
  const [picks, setPicks] = useState<Picks>({});
  const [reason, setReason] = useState("");
  const [restock, setRestock] = useState(true);
  const [wanted, setWanted] = useState(true);
  const [tried, setTried] = useState(false);
  const mayRefund = useMe().can("payments:write");
  const money = useMoneyText(order.currency);
  const units = pickedUnits(picks);
  const lines = what === "part" ? picksToLines(picks) : undefined;
  const preview = useCancelPreview(order, lines);
  const dueBack = Math.max(0, -(preview.after?.totals.due ?? 0));
  const refund = mayRefund && wanted && dueBack > 0;
  const { number } = order;
  const begun = order.lines.some((line) => line.fulfilled > 0);
  const wrong = { reason: reason.trim() === "", units: what === "part" && units === 0 };
  const submit = () => {
    setTried(true);
    if (wrong.reason || wrong.units) return;
    const given = { reason: reason.trim(), restock, refund, ...(lines ? { lines } : {}) };
    void command.run({
      call: (client, options) =>
        client.orders.cancel.mutate({ id: order.id, ifVersion: order.version, ...given }, options),
      done: (after) => {
        const done = after.status === "cancelled" ? t("done", { number }) : t("donePart", { count: lines ? units : 1 });
        return refund ? `${done} ${t("doneRefund", { amount })}` : done;
      },
    });
  };
  const amount = money(dueBack);
  const whole = refund ? t("submitRefund", { amount }) : t(begun ? "submitRest" : "submit", { number });
  const part = t(refund ? "submitPartRefund" : "submitPart", { count: units, amount });
  return {
    command,
    begun,
    units,
    preview,
    submit,
    label: lines ? part : whole,
    /** The button shows the sum, so it is disabled until the sum is known. */
    waits: order.totals.paid > order.totals.refunded && preview.chosen && !preview.after && !preview.error,
    faults: { reason: tried && wrong.reason, units: tried && wrong.units },
    form: { what, setWhat, picks, setPicks, reason, setReason, restock, setRestock },
    refund: mayRefund ? { wanted, onWantedChange: setWanted } : null,
  };
}
