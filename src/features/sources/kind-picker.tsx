"use client";
import { CreditCard, type LucideIcon, ShoppingBag, Truck, Webhook } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { SourceKind } from "./source-params.ts";

const kinds = [
  { kind: "standard", icon: Webhook },
  { kind: "shopify", icon: ShoppingBag },
  { kind: "stripe", icon: CreditCard },
  { kind: "carrier", icon: Truck },
] as const satisfies readonly { kind: SourceKind; icon: LucideIcon }[];

type KindPickerProps = { value: SourceKind; onValueChange: (kind: SourceKind) => void };

/** The sender: all other settings depend on it. */
export function KindPicker({ value, onValueChange }: KindPickerProps) {
  const t = useTranslations("sources");
  const name = useId();
  return (
    <div role="radiogroup" aria-label={t("field.kind")} className="grid gap-2 sm:grid-cols-2">
      {kinds.map(({ kind, icon: Icon }) => (
        <label
          key={kind}
          className={cx(
            "flex cursor-pointer gap-3 rounded-lg border px-3.5 py-3 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus",
            kind === value ? "border-accent bg-accent-soft" : "hover:bg-hover",
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={kind === value}
            onChange={() => onValueChange(kind)}
          />
          <Icon className="mt-0.5 size-4 shrink-0 text-ink-2" aria-hidden="true" />
          <span className="grid content-start gap-0.5">
            <span className="text-sm font-medium">{t(`kind.${kind}`)}</span>
            <span className="text-xs text-ink-2">{t(`kindHint.${kind}`)}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
