"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { SourceKind } from "./source-params.ts";

const steps = {
  standard: ["address", "secret", "sign"],
  shopify: ["open", "create", "topics", "secret"],
  stripe: ["open", "create", "events", "order", "secret"],
  carrier: ["open", "create", "secret"],
  queue: ["consume"],
} as const satisfies Record<SourceKind, readonly string[]>;

/** The setup steps in the sender's own terms. */
export function SourceGuide({ kind }: { kind: SourceKind }) {
  const t = useTranslations("sources.guide");
  const code = (chunks: ReactNode) => <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{chunks}</code>;
  const b = (chunks: ReactNode) => <strong className="font-medium text-ink">{chunks}</strong>;
  const texts = {
    standard: () => steps.standard.map((step) => t.rich(`standard.${step}`, { code, b })),
    shopify: () => steps.shopify.map((step) => t.rich(`shopify.${step}`, { code, b })),
    stripe: () => steps.stripe.map((step) => t.rich(`stripe.${step}`, { code, b })),
    carrier: () => steps.carrier.map((step) => t.rich(`carrier.${step}`, { code, b })),
    queue: () => steps.queue.map((step) => t.rich(`queue.${step}`, { code, b })),
  };
  return (
    <ol className="grid gap-2.5 text-sm text-ink-2">
      {texts[kind]().map((text, index) => (
        <li key={index} className="flex gap-3">
          <span
            aria-hidden="true"
            className="tnum flex size-5 shrink-0 items-center justify-center rounded-full bg-sunken text-xs font-medium text-ink"
          >
            {index + 1}
          </span>
          <span className="min-w-0">{text}</span>
        </li>
      ))}
    </ol>
  );
}
