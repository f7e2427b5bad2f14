"use client";
import { useTranslations } from "use-intl";
import { RotateDialog, rotateTexts } from "#features/integrations/rotate-dialog.tsx";
import { trpc } from "#features/trpc/client.ts";
import type { SecretAnswer } from "#features/webhooks/endpoint-params.ts";

const overlaps = ["0", "1", "24", "72", "168"] as const;

type RotateEndpointProps = { id: string; onRotated: (answer: SecretAnswer) => void; onClose: () => void };

export function RotateEndpointDialog({ id, onRotated, onClose }: RotateEndpointProps) {
  const t = useTranslations("webhooks.rotate");
  const utils = trpc.useUtils();
  const rotating = trpc.webhooks.rotateSecret.useMutation();
  const rotate = async (overlapHours: number) => {
    onRotated(await rotating.mutateAsync({ id, overlapHours }));
    void utils.webhooks.getEndpoint.invalidate({ id });
  };
  const hours = (count: number) => t("hours", { count });
  return (
    <RotateDialog title={t("title")} {...{ overlaps, hours, rotate, onClose }} start="24" texts={rotateTexts(t)} />
  );
}
