"use client";
import { useTranslations } from "use-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Endpoint } from "#features/webhooks/endpoint-params.ts";
import { VerifySnippets } from "#features/webhooks/verify-snippets.tsx";

export function VerifyDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const t = useTranslations("webhooks.verify");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title")}
      description={t("body")}
      size="lg"
    >
      <VerifySnippets signing={endpoint.signing} url={endpoint.url} />
    </Dialog>
  );
}
