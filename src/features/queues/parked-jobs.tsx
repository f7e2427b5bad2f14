"use client";
import { Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { type Queue, queueHref } from "./queue-params.ts";
import type { QueueActions } from "./use-queue-actions.ts";

const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  { ssr: false },
);

type ParkedJobsProps = { queues: readonly Queue[]; mayWrite: boolean; actions: QueueActions };

/** Parked jobs, shown first because they need a person. */
export function ParkedJobs({ queues, mayWrite, actions }: ParkedJobsProps) {
  const t = useTranslations("queues");
  const [asked, setAsked] = useState<Queue | null>(null);
  const parked = queues.filter((queue) => queue.parked > 0);
  if (parked.length === 0) return null;
  return (
    <>
      <Alert
        tone="danger"
        title={t("parkedTitle", { count: parked.reduce((sum, queue) => sum + queue.parked, 0) })}
        className="mx-4 mb-4 md:mx-6"
      >
        <p>{t("parkedBody")}</p>
        <ul className="mt-2 grid gap-1">
          {parked.map((queue) => (
            <li key={queue.name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="tnum w-8 text-right font-semibold text-ink">{queue.parked}</span>
              <span className="min-w-0 flex-1 font-mono text-xs break-all text-ink">{queue.name}</span>
              <span className="flex gap-1.5">
                <Link href={queueHref(queue.name, "parked")} className={buttonClass("ghost", "sm")}>
                  {t("look")}
                </Link>
                {mayWrite ? (
                  <Button size="sm" icon={<Undo2 />} busy={actions.busy === queue.name} onClick={() => setAsked(queue)}>
                    {t("redriveAll")}
                  </Button>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      </Alert>
      {asked ? (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={t("redriveTitle", { queue: asked.name })}
          body={t("redriveBody", { count: asked.parked })}
          confirm={t("redriveAll")}
          onConfirm={() => actions.redriveAll(asked.name)}
        />
      ) : null}
    </>
  );
}
