"use client";
import { Ellipsis, KeyRound, Power, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { notify } from "#components/ui/notify.ts";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { isSigned, type Source } from "./source-params.ts";

const RotateDialog = dynamic(() => import("./rotate-dialog.tsx").then((module) => module.RotateDialog), { ssr: false });
const ConfirmDialog = dynamic(
  () => import("#components/ui/confirm-dialog.tsx").then((module) => module.ConfirmDialog),
  { ssr: false },
);

export function SourceActions({ source }: { source: Source }) {
  const t = useTranslations("sources");
  const { busy, setStatus } = useStatus(source);
  const [asking, setAsking] = useState<"rotate" | "delete" | null>(null);
  const enabled = source.status === "enabled";
  const close = () => setAsking(null);
  return (
    <>
      <Button icon={<Power />} busy={busy} onClick={() => void setStatus(enabled ? "disabled" : "enabled")}>
        {t(enabled ? "disable" : "enable")}
      </Button>
      {isSigned(source.kind) && !source.hasSecret ? (
        <Button icon={<KeyRound />} variant="primary" onClick={() => setAsking("rotate")}>
          {t("giveSecret")}
        </Button>
      ) : null}
      <Menu>
        <MenuTrigger asChild>
          <IconButton label={t("more")} variant="secondary" tip={false}>
            <Ellipsis />
          </IconButton>
        </MenuTrigger>
        <MenuContent align="end">
          {isSigned(source.kind) ? (
            <>
              <MenuItem icon={<KeyRound />} onSelect={() => setAsking("rotate")}>
                {t("rotate")}
              </MenuItem>
              <MenuSeparator />
            </>
          ) : null}
          <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => setAsking("delete")}>
            {t("delete")}
          </MenuItem>
        </MenuContent>
      </Menu>
      {asking === "rotate" ? <RotateDialog source={source} onClose={close} /> : null}
      {asking === "delete" ? <DeleteDialog source={source} onClose={close} /> : null}
    </>
  );
}

/** Optimistic enable and disable, with undo; never conflicts with other edits. */
function useStatus({ id, name }: Source) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const update = trpc.inbound.updateSource.useMutation();
  const setStatus = async (status: Source["status"], undoing = false): Promise<void> => {
    try {
      const saved = await update.mutateAsync({ id, status });
      utils.inbound.getSource.setData({ id }, (known) => known && { ...known, ...saved });
      void utils.inbound.listSources.invalidate();
      const back = status === "enabled" ? ("disabled" as const) : ("enabled" as const);
      const undo = { label: t("ui.undo"), run: () => void setStatus(back, true) };
      notify.done(t(`sources.${status}Done`, { name }), undoing ? {} : { undo });
    } catch (error) {
      reportFailure(t("sources.notSaved"), error);
    }
  };
  return { busy: update.isPending, setStatus };
}

function DeleteDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const t = useTranslations("sources");
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const remove = trpc.inbound.deleteSource.useMutation();
  const run = async () => {
    try {
      await remove.mutateAsync({ id: source.id });
    } catch (error) {
      reportFailure(t("notDeleted"), error);
      throw error;
    }
    void utils.inbound.listSources.invalidate();
    notify.done(t("deleted", { name: source.name }));
    go("/integrations/sources");
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("deleteTitle", { name: source.name })}
      body={t("deleteBody")}
      confirm={t("deleteConfirm")}
      tone="danger"
      onConfirm={run}
    />
  );
}
