"use client";
import { RotateCw } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";

/** Shown when there is something to retry. */
export function RetryDead({ dead }: { dead: number }) {
  const t = useTranslations("erp");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const may = useMe().can("webhooks:write");
  const retry = trpc.erp.retryDead.useMutation({
    onSuccess: ({ retried }) => notify.done(t("retriedDead", { count: retried })),
    onError: (error) => reportFailure(t("notRetriedDead"), error),
    onSettled: () => void utils.erp.invalidate(),
  });
  if (dead === 0) return null;
  if (!may) return <OnlyFor scope="webhooks:write" what="deliveries" />;
  return (
    <Button icon={<RotateCw />} busy={retry.isPending} onClick={() => retry.mutate({})}>
      {t("retryDead")}
    </Button>
  );
}
