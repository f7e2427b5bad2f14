"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { trpc } from "#features/trpc/client.ts";
import { signedCurl } from "./signed-curl.ts";
import type { Source } from "./source-params.ts";

type TestCallProps = {
  url: string;
  operation: Source["operation"];
  /** Known right after creation; later it must be entered. */
  secret: string | null;
};

/** A curl command with a signed sample call; it works once the secret is filled in. */
export function TestCall({ url, operation, secret }: TestCallProps) {
  const t = useTranslations("sources");
  const targets = trpc.inbound.targets.useQuery({}, { staleTime: Infinity }).data?.data;
  const example = targets?.find((target) => target.operation === operation)?.example;
  const command = useMemo(() => {
    const body = JSON.stringify({ type: "test", data: example ?? { id: "T-1001" } });
    return signedCurl({ url, secret: secret ?? t("secretPlaceholder"), body });
  }, [url, secret, example, t]);
  return (
    <div className="grid gap-2">
      <p className="text-sm text-ink-2">{secret === null ? t("testCallHint") : t("testCallReady")}</p>
      <CodeBlock label={t("testCall")} text={command} className="max-h-72" />
    </div>
  );
}
