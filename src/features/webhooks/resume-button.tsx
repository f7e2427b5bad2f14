"use client";
import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import type { Endpoint } from "#features/webhooks/endpoint-params.ts";
import { useEndpointActions } from "#features/webhooks/use-endpoint-actions.ts";

const ResumeDialog = dynamic(
  () => import("#features/webhooks/resume-dialog.tsx").then((module) => module.ResumeDialog),
  { ssr: false },
);

/** Asks first when deliveries are waiting. */
export function ResumeButton({ endpoint, small = false }: { endpoint: Endpoint; small?: boolean }) {
  const t = useTranslations("webhooks");
  const { resume, busy } = useEndpointActions(endpoint);
  const [asking, setAsking] = useState(false);
  const run = () => (endpoint.pending > 0 ? setAsking(true) : void resume("deliver").catch(() => undefined));
  const look = small ? ({ size: "sm" } as const) : ({ variant: "primary", icon: <Play /> } as const);
  return (
    <>
      <Button {...look} busy={busy === "resume"} onClick={run}>
        {t("action.resume")}
      </Button>
      {asking ? <ResumeDialog endpoint={endpoint} onResume={resume} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
