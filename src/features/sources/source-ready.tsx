"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import type { Outputs } from "#features/trpc/client.ts";
import { ShownSecret } from "./shown-secret.tsx";
import { SourceAddress } from "./source-address.tsx";
import { SourceGuide } from "./source-guide.tsx";
import { TestCall } from "./test-call.tsx";

type Created = Outputs["inbound"]["createSource"];

/** After a source was created: all that the sender needs, with the secret shown once. */
export function SourceReady({ source, origin }: { source: Created; origin: string }) {
  const t = useTranslations("sources");
  const { id, name, kind, path, secret, hasSecret, operation } = source;
  const url = `${origin}${path ?? ""}`;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/sources" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={t("readyTitle", { name })}
        actions={
          <Link href={`/integrations/sources/${id}`} className={buttonClass("primary")}>
            {t("open")}
          </Link>
        }
      />
      <div className="max-w-3xl px-4 md:px-6">
        <Section title={t("field.address")}>
          <SourceAddress url={url} />
        </Section>
        {secret === null ? null : (
          <Section title={t("field.secret")}>
            <ShownSecret secret={secret} />
          </Section>
        )}
        {hasSecret ? null : (
          <Alert tone="warning" title={t("secretMissing")} className="mb-6">
            {t("secretMissingBody")}
          </Alert>
        )}
        <Section title={t(`guideTitle.${kind}`)}>
          <SourceGuide kind={kind} />
        </Section>
        {kind === "standard" ? (
          <Section title={t("testCall")}>
            <TestCall url={url} operation={operation} secret={secret} />
          </Section>
        ) : null}
      </div>
    </ReadingPage>
  );
}
