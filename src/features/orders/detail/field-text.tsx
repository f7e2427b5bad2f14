"use client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { type Address, addressLines } from "../address.ts";

type FieldTextProps = {
  field: string;
  /** As an event or the order itself has it. */
  value: unknown;
  personName: (id: string) => string | undefined;
};

/** An order's field in words, whatever its shape: in the timeline and where two versions are compared. */
export function FieldText({ field, value, personName }: FieldTextProps) {
  const t = useTranslations("orderDetail");
  const { locale } = useFormatSettings();
  if (field === "assigneeId") return typeof value === "string" ? (personName(value) ?? value) : t("assignee.nobody");
  const text = isAddress(value) ? addressLines(value, locale).join(", ") : textOf(value);
  return text === "" ? <span className="text-ink-3">{t("conflict.empty")}</span> : text;
}

const isAddress = (value: unknown): value is Address =>
  typeof value === "object" && value !== null && "line1" in value && "country" in value;

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([name]) => name !== "id")
      .map(([, part]) => textOf(part))
      .filter(Boolean)
      .join(", ");
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
