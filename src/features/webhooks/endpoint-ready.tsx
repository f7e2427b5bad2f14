"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Section } from "#components/patterns/section.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { Outputs } from "#features/trpc/client.ts";
import { SecretOnce } from "#features/webhooks/secret-once.tsx";
import { TestEvent } from "#features/webhooks/test-event.tsx";
import { VerifySnippets } from "#features/webhooks/verify-snippets.tsx";

/** After an endpoint was created: its secret, how to verify signatures, and a test event. */
export function EndpointReady({ endpoint }: { endpoint: Outputs["webhooks"]["createEndpoint"] }) {
  const t = useTranslations("webhooks.ready");
  return (
    <>
      <p className="mb-5 text-sm break-all text-ink-2">{endpoint.url}</p>
      <Section title={t("secret")} className="border-t-0">
        <SecretOnce secret={endpoint.secret} signing={endpoint.signing} />
      </Section>
      <Section title={t("verify")}>
        <VerifySnippets signing={endpoint.signing} url={endpoint.url} />
      </Section>
      <Section title={t("test")}>
        <TestEvent endpointId={endpoint.id} stopped={endpoint.status !== "enabled"} />
      </Section>
      <div className="flex justify-end gap-2 border-t pt-4">
        <Link href={`/integrations/webhooks/${endpoint.id}`} className={buttonClass("primary")}>
          {t("done")}
        </Link>
      </div>
    </>
  );
}
