"use client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { formatMoney } from "#core/kernel/money-text.ts";
import { type Address, addressLines } from "../address.ts";

type FieldTextProps = {
  field: string;
  /** As in an event or in the order itself. */
  value: unknown;
  personName: (id: string) => string | undefined;
  /** The order's currency, for amounts. */
  currency?: string;
};

/** Formats an order's field of any type: for the timeline and for conflicts. */
export function FieldText({ field, value, personName, currency: given }: FieldTextProps) {
  const t = useTranslations("orderDetail");
  const { locale, currency: usual } = useFormatSettings();
  const money = (minor: number) => formatMoney(minor, given ?? usual, { locale, style: "narrow" });
  if (field === "assigneeId")
    return typeof value === "string" ? (personName(value) ?? t("assignee.colleague")) : t("assignee.nobody");
  if (amounts.has(field) && typeof value === "number") return money(value);
  if (field === "lines" && Array.isArray(value)) {
    const lines = value.filter(isLine).map((line) => ({ ...line, price: money(line.unitPrice) }));
    return lines.map((line) => t("timeline.line", line)).join(", ");
  }
  const text = isAddress(value) ? addressLines(value, locale).join(", ") : textOf(value);
  return text === "" ? <span className="text-ink-3">{t("conflict.empty")}</span> : text;
}

const amounts = new Set(["shippingTotal", "discountTotal"]);

const isLine = (line: unknown): line is { sku: string; quantity: number; unitPrice: number } =>
  typeof line === "object" && line !== null && "sku" in line && "quantity" in line && "unitPrice" in line;

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
