"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type Language, languages, type Signing, snippetOf } from "#features/webhooks/snippets.ts";

export function VerifySnippets({ signing, url }: { signing: Signing; url: string }) {
  const t = useTranslations("webhooks.verify");
  const [language, setLanguage] = useState<Language>("typescript");
  return (
    <div className="grid gap-3">
      <Segmented
        label={t("label")}
        value={language}
        onValueChange={setLanguage}
        segments={languages.map((value) => ({ value, label: t(value) }))}
        className="w-fit"
      />
      <CodeBlock label={t(language)} text={snippetOf(signing, language, url)} />
      <p className="text-xs text-ink-3">{t("note")}</p>
    </div>
  );
}
