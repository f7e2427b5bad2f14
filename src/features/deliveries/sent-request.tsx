"use client";
import { Terminal } from "lucide-react";
import { useTranslations } from "use-intl";
import { Alert } from "#components/patterns/alert.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { curlOf } from "#features/deliveries/curl.ts";
import type { DeliveryDetail } from "#features/deliveries/delivery-params.ts";
import { prettyJson } from "#features/mapping/pretty-json.ts";

/** Generated for each attempt, so only their names can be shown. */
const madeAnew = ["webhook-timestamp", "webhook-signature"] as const;

/** The request: URL, headers and body, and a curl command that sends it. */
export function SentRequest({ delivery }: { delivery: DeliveryDetail }) {
  const t = useTranslations("deliveries");
  const { request, endpoint } = delivery;
  const { body } = request;
  const copy = async () => {
    await navigator.clipboard.writeText(curlOf({ url: endpoint.url, headers: request.headers, body: body ?? "" }));
    notify.done(t("curlCopied"), { description: t("curlNote") });
  };
  return (
    <>
      <Section
        title={t("payload")}
        actions={
          body === null ? null : (
            <Button size="sm" variant="ghost" icon={<Terminal />} onClick={() => void copy()}>
              {t("copyCurl")}
            </Button>
          )
        }
      >
        {body === null ? (
          <Alert tone="danger" title={t("transformFails")}>
            {request.problem}
          </Alert>
        ) : (
          <CodeBlock label={t("body")} text={prettyJson(body) ?? body} className="max-h-[36rem]" />
        )}
      </Section>
      <Section title={t("headers")}>
        <dl className="grid gap-1 overflow-x-auto rounded-md bg-sunken px-3 py-2.5 font-mono text-xs leading-5">
          <Header name="POST" value={endpoint.url} />
          {Object.entries(request.headers).map(([name, value]) => (
            <Header key={name} name={name} value={value} />
          ))}
          {madeAnew.map((name) => (
            <Header key={name} name={name} value={t("madeAnew")} quiet />
          ))}
        </dl>
      </Section>
    </>
  );
}

function Header({ name, value, quiet = false }: { name: string; value: string; quiet?: boolean }) {
  return (
    <div className="flex gap-3">
      <dt className="w-36 shrink-0 text-ink-2">{name}</dt>
      <dd className={quiet ? "font-sans text-ink-3" : "min-w-0 break-all"}>{value}</dd>
    </div>
  );
}
