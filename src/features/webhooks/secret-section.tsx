"use client";
import { Eye, RefreshCw } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/format/time.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import type { Endpoint, SecretAnswer } from "#features/webhooks/endpoint-params.ts";
import { SecretOnce } from "#features/webhooks/secret-once.tsx";

const RotateEndpointDialog = dynamic(
  () => import("#features/webhooks/rotate-dialog.tsx").then((module) => module.RotateEndpointDialog),
  { ssr: false },
);
const VerifyDialog = dynamic(
  () => import("#features/webhooks/verify-dialog.tsx").then((module) => module.VerifyDialog),
  { ssr: false },
);

/** The verification secret: revealed on request, which is recorded in the timeline. */
export function SecretSection({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("webhooks.secret");
  const reportFailure = useReportFailure();
  const [shown, setShown] = useState<SecretAnswer | null>(null);
  const [asking, setAsking] = useState<"rotate" | "verify" | null>(null);
  const reveal = trpc.webhooks.revealSecret.useMutation({
    onSuccess: setShown,
    onError: (error) => reportFailure(t("notRevealed"), error),
  });
  return (
    <Section
      title={t(`title.${endpoint.signing}`)}
      actions={
        <Button size="sm" variant="ghost" onClick={() => setAsking("verify")}>
          {t("howTo")}
        </Button>
      }
    >
      <div className="grid gap-3">
        {shown ? (
          <>
            <SecretOnce secret={shown.secret} signing={shown.signing} />
            {shown.previousUntil ? (
              <p className="text-xs text-ink-2">
                {t.rich("previousUntil", { until: () => <DateTime at={shown.previousUntil ?? ""} /> })}
              </p>
            ) : null}
          </>
        ) : (
          <p className="text-sm text-ink-2">{t("hidden")}</p>
        )}
        <div className="flex flex-wrap gap-2">
          {shown ? (
            <Button size="sm" onClick={() => setShown(null)}>
              {t("hide")}
            </Button>
          ) : (
            <Button size="sm" icon={<Eye />} busy={reveal.isPending} onClick={() => reveal.mutate({ id: endpoint.id })}>
              {t("reveal")}
            </Button>
          )}
          <Button size="sm" icon={<RefreshCw />} onClick={() => setAsking("rotate")}>
            {t("rotate")}
          </Button>
        </div>
      </div>
      {asking === "rotate" ? (
        <RotateEndpointDialog id={endpoint.id} onRotated={setShown} onClose={() => setAsking(null)} />
      ) : asking === "verify" ? (
        <VerifyDialog endpoint={endpoint} onClose={() => setAsking(null)} />
      ) : null}
    </Section>
  );
}
