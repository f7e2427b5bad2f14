"use client";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { useTryKey } from "./use-try-key.ts";

/** Makes the key that the samples of the page use. */
export function TryKey({ of }: { of: ReturnType<typeof useTryKey> }) {
  const t = useTranslations("apis.key");
  const { key, made, own, setOwn, mayMake, busy, make, revoke } = of;
  if (!made || key === null)
    return (
      <div className="grid gap-3">
        <p className="text-sm text-ink-2">
          {mayMake ? t("hint") : t("notAllowed")}{" "}
          <Link href="/integrations/keys" className="underline hover:text-ink">
            {t("manage")}
          </Link>
        </p>
        {mayMake ? (
          <Button icon={<KeyRound />} busy={busy} onClick={make} className="justify-self-start">
            {t("make")}
          </Button>
        ) : null}
        <Field label={t("own")}>
          <Input
            type="password"
            autoComplete="off"
            spellCheck={false}
            value={own}
            onChange={(event) => setOwn(event.target.value)}
          />
        </Field>
      </div>
    );
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-2 rounded-md border bg-sunken py-1.5 pr-1.5 pl-3">
        <code data-secret="" className="min-w-0 flex-1 font-mono text-xs break-all">
          {key}
        </code>
        <CopyButton value={key} label={t("copy")} />
      </div>
      <p className="text-sm text-ink-2">{t("made")}</p>
      <Button variant="danger-ghost" busy={busy} onClick={revoke} className="justify-self-start">
        {t("revoke")}
      </Button>
    </div>
  );
}
