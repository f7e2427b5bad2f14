"use client";
import { History, Pause, RotateCw, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { shortUrl } from "#features/deliveries/delivery-params.ts";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { Endpoint } from "#features/webhooks/endpoint-params.ts";
import { ResumeButton } from "#features/webhooks/resume-button.tsx";
import { useEndpointActions } from "#features/webhooks/use-endpoint-actions.ts";

const EndpointMenu = dynamic(
  () => import("#features/webhooks/endpoint-menu.tsx").then((module) => module.EndpointMenu),
  { ssr: false, loading: () => <span className="size-8 coarse:size-10" /> },
);
const RetryFailedDialog = dynamic(
  () => import("#features/deliveries/retry-failed-dialog.tsx").then((module) => module.RetryFailedDialog),
  { ssr: false },
);
const ReplayDialog = dynamic(
  () => import("#features/deliveries/replay-dialog.tsx").then((module) => module.ReplayDialog),
  { ssr: false },
);
const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  { ssr: false },
);

type Asking = "retry" | "replay" | "delete" | null;

export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations();
  const { pause, busy } = useEndpointActions(endpoint);
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  useRegisterCommands(
    useMemo<Command[]>(
      () => [
        { id: "retry-failed", label: t("deliveries.retryFailed.open"), icon: RotateCw, run: () => setAsking("retry") },
        { id: "replay", label: t("deliveries.replay.open"), icon: History, run: () => setAsking("replay") },
        { id: "delete-endpoint", label: t("webhooks.action.delete"), icon: Trash2, run: () => setAsking("delete") },
      ],
      [t],
    ),
  );
  const enabled = endpoint.status === "enabled";
  return (
    <>
      {enabled ? (
        <Button icon={<Pause />} busy={busy === "pause"} onClick={pause}>
          {t("webhooks.action.pause")}
        </Button>
      ) : null}
      {endpoint.failed > 0 ? (
        <Button variant={enabled ? "primary" : "secondary"} icon={<RotateCw />} onClick={() => setAsking("retry")}>
          {t("deliveries.retryFailed.open")}
        </Button>
      ) : null}
      {enabled ? null : <ResumeButton endpoint={endpoint} />}
      <EndpointMenu onAsk={setAsking} />
      {asking === "retry" ? <RetryFailedDialog endpointId={endpoint.id} onClose={close} /> : null}
      {asking === "replay" ? <ReplayDialog endpointId={endpoint.id} onClose={close} /> : null}
      {asking === "delete" ? <DeleteDialog endpoint={endpoint} onClose={close} /> : null}
    </>
  );
}

function DeleteDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const t = useTranslations("webhooks");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const remove = trpc.webhooks.deleteEndpoint.useMutation();
  const name = endpoint.description || shortUrl(endpoint.url);
  const run = async () => {
    try {
      await remove.mutateAsync({ id: endpoint.id });
    } catch (error) {
      reportFailure(t("notDeleted"), error);
      throw error;
    }
    void utils.webhooks.listEndpoints.invalidate();
    void utils.webhooks.overview.invalidate();
    notify.done(t("deleted", { name }));
    go("/integrations/webhooks");
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("deleteTitle", { name })}
      body={t("deleteBody", { count: endpoint.pending })}
      confirm={t("action.delete")}
      tone="danger"
      onConfirm={run}
    />
  );
}
