"use client";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { HoldReason } from "#components/patterns/order-status.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import type { OrderRow } from "../order-news.ts";
import { holdReasons } from "../statuses.ts";
import type { BulkState } from "./bulk-actions.tsx";
import { BulkCancelMoney } from "./bulk-cancel-money.tsx";
import type { BulkKind, BulkTask } from "./bulk-task.ts";
import { type DueBack, useDueBack } from "./use-due-back.ts";

type BulkDialogProps = {
  state: BulkState;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRun: (task: BulkTask, orders: readonly OrderRow[]) => Promise<void>;
};

/** First the action, then its progress, then rejections with reasons. */
export function BulkDialog({ state, open, onOpenChange, onRun }: BulkDialogProps) {
  const t = useTranslations();
  const form = useId();
  const { kind, orders, task, outcomes } = state;
  const dueBack = useDueBack(orders, kind === "cancel" && task === null && open);
  const failed = outcomes.filter(({ failure }) => failure !== null);
  const running = task !== null && outcomes.length < orders.length;
  const footer =
    task === null ? (
      <>
        <Button variant="ghost" onClick={() => onOpenChange(false)}>
          {t("ui.cancel")}
        </Button>
        <Button variant={kind === "cancel" ? "danger" : "primary"} type="submit" form={form} disabled={dueBack.loading}>
          {t(`orderList.bulk.${kind}Title`, { count: orders.length })}
        </Button>
      </>
    ) : running ? (
      <Button onClick={() => onOpenChange(false)}>{t("orderList.bulk.background")}</Button>
    ) : (
      <>
        <Button variant="ghost" onClick={() => onOpenChange(false)}>
          {t("ui.close")}
        </Button>
        <Button
          variant="primary"
          onClick={() =>
            void onRun(
              task,
              failed.map(({ item }) => item),
            )
          }
        >
          {t("orderList.bulk.again", { count: failed.length })}
        </Button>
      </>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t(`orderList.bulk.${kind}Title`, { count: orders.length })}
      {...(kind === "tag" ? {} : { description: t(`orderList.bulk.${kind}Body`) })}
      footer={footer}
    >
      {task === null ? (
        <TaskForm id={form} kind={kind} dueBack={dueBack} onSubmit={(given) => void onRun(given, orders)} />
      ) : (
        <div className="grid gap-4">
          <Progress
            label={t("orderList.bulk.progressLabel")}
            value={outcomes.length}
            max={orders.length}
            tone={failed.length > 0 && !running ? "red" : "accent"}
          />
          <p className="tnum text-sm text-ink-2" role="status">
            {t("orderList.bulk.progress", { done: outcomes.length, total: orders.length })}
          </p>
          {failed.length > 0 ? (
            <section aria-label={t("orderList.bulk.failures")} className="grid gap-1">
              <h3 className="text-sm font-medium">{t("orderList.bulk.failures")}</h3>
              <ul className="scroll-thin max-h-56 divide-y overflow-y-auto rounded-md border">
                {failed.map(({ item, failure }) => (
                  <li key={item.id} className="flex gap-3 px-3 py-1.5 text-sm">
                    <span className="tnum font-medium">{item.number}</span>
                    <span className="text-ink-2">{failure}</span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

type TaskFormProps = { id: string; kind: BulkKind; dueBack: DueBack; onSubmit: (task: BulkTask) => void };

function TaskForm({ id, kind, dueBack, onSubmit }: TaskFormProps) {
  const t = useTranslations();
  const [text, setText] = useState("");
  const [mode, setMode] = useState<"add" | "remove">("add");
  const [reason, setReason] = useState<HoldReason>("manual");
  const [wanted, setWanted] = useState(true);
  const [tried, setTried] = useState(false);
  const mayRefund = useMe().can("payments:write");
  const missing = tried && text.trim() === "" ? t("orderDialog.required") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (dueBack.loading) return;
    setTried(true);
    const given = text.trim();
    if (kind === "release") onSubmit({ kind });
    else if (kind === "hold") onSubmit({ kind, reason, note: given });
    else if (given !== "" && kind === "tag") onSubmit({ kind, tag: given, mode });
    else if (given !== "" && kind === "cancel")
      onSubmit({ kind, reason: given, refund: mayRefund && wanted && dueBack.sums.length > 0 });
  };
  return (
    <form id={id} onSubmit={submit} className="grid gap-4" noValidate>
      {kind === "tag" ? (
        <>
          <Segmented
            label={t("orderList.bulk.mode")}
            value={mode}
            onValueChange={setMode}
            segments={[
              { value: "add", label: t("orderList.bulk.add") },
              { value: "remove", label: t("orderList.bulk.remove") },
            ]}
            className="w-fit"
          />
          <Field label={t("orderList.bulk.tagField")} error={missing} required>
            <Input autoFocus maxLength={40} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
        </>
      ) : null}
      {kind === "hold" ? (
        <>
          <Field label={t("orderList.bulk.reason")}>
            <Select
              value={reason}
              onValueChange={setReason}
              options={holdReasons.map((value) => ({ value, label: t(`orders.hold.${value}`) }))}
            />
          </Field>
          <Field label={t("orderList.bulk.note")} optional>
            <Input maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
        </>
      ) : null}
      {kind === "cancel" ? (
        <>
          <Field
            label={t("orderList.bulk.cancelReason")}
            hint={t("orderList.bulk.cancelReasonHint")}
            error={missing}
            required
          >
            <Input autoFocus maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
          <BulkCancelMoney dueBack={dueBack} mayRefund={mayRefund} wanted={wanted} onWantedChange={setWanted} />
        </>
      ) : null}
    </form>
  );
}
