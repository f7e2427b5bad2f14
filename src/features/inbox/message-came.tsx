"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Section } from "#components/patterns/section.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { prettyJson } from "#features/mapping/pretty-json.ts";
import type { MessageDetail } from "./inbox-params.ts";

/** A message as received: its body, formatted, and its headers. */
export function MessageCame({ message }: { message: MessageDetail }) {
  const t = useTranslations("inbox.message");
  const headers = Object.entries(message.headers);
  return (
    <Section title={t("came")}>
      <Tabs defaultValue="body">
        <TabList>
          <Tab value="body">{t("body")}</Tab>
          <Tab value="headers" count={headers.length}>
            {t("headers")}
          </Tab>
        </TabList>
        <TabPanel value="body">
          <Body body={message.body} />
        </TabPanel>
        <TabPanel value="headers">
          <CodeBlock label={t("headers")} text={headers.map(([name, value]) => `${name}: ${value}`).join("\n")}>
            <dl className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[max-content_minmax(0,1fr)]">
              {headers.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt className="text-ink-3">{name}</dt>
                  <dd className="break-all max-sm:mb-1.5">{value}</dd>
                </div>
              ))}
            </dl>
          </CodeBlock>
        </TabPanel>
      </Tabs>
    </Section>
  );
}

function Body({ body: { encoding, content } }: Pick<MessageDetail, "body">) {
  const t = useTranslations("inbox.message");
  const pretty = useMemo(() => (encoding === "text" ? prettyJson(content) : null), [encoding, content]);
  if (content === "") return <p className="text-sm text-ink-3">{t("emptyBody")}</p>;
  return (
    <div className="grid gap-2">
      {encoding === "base64" ? <p className="text-sm text-ink-2">{t("base64")}</p> : null}
      <CodeBlock label={t("body")} text={pretty ?? content} wrap={pretty === null} className="max-h-[70dvh]" />
    </div>
  );
}
