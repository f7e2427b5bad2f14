"use client";
import { Plus, X } from "lucide-react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { EndpointForm } from "#features/webhooks/endpoint-form.ts";

type HeaderFieldsProps = { form: UseFormReturn<EndpointForm>; kept: readonly string[] };

/** Custom headers. Stored ones show their names only. */
export function HeaderFields({ form, kept }: HeaderFieldsProps) {
  const t = useTranslations("webhooks.headers");
  const headers = form.watch("headers");
  const set = (next: EndpointForm["headers"]) => form.setValue("headers", next, { shouldDirty: true });
  const error = form.formState.errors.headers?.message;
  if (headers === "kept") {
    return (
      <div className="grid gap-2">
        <ul className="grid gap-1 rounded-md bg-sunken px-3 py-2 font-mono text-xs">
          {kept.map((name) => (
            <li key={name}>
              {name}: <span className="text-ink-3">••••••••</span>
            </li>
          ))}
        </ul>
        <Button size="sm" className="w-fit" onClick={() => set(kept.map((name) => ({ name, value: "" })))}>
          {t("replace")}
        </Button>
      </div>
    );
  }
  const change = (index: number, part: Partial<{ name: string; value: string }>) =>
    set(headers.map((header, at) => (at === index ? { ...header, ...part } : header)));
  return (
    <div className="grid gap-2">
      {headers.map(({ name, value }, index) => (
        <div key={index} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
          <Input
            aria-label={t("name")}
            placeholder="authorization"
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            value={name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            aria-label={t("value")}
            placeholder={t("valuePlaceholder")}
            autoComplete="off"
            spellCheck={false}
            maxLength={2000}
            value={value}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <IconButton
            label={t("remove", { name: name || String(index + 1) })}
            onClick={() => set(headers.filter((_, at) => at !== index))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {error ? (
        <p className="text-xs text-red-ink" role="alert">
          {error}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button size="sm" icon={<Plus />} onClick={() => set([...headers, { name: "", value: "" }])}>
          {t("add")}
        </Button>
        {kept.length > 0 ? (
          <Button size="sm" variant="ghost" onClick={() => set("kept")}>
            {t("keep")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
