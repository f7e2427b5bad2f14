"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

type CopyButtonProps = {
  value: string;
  /** The action, e.g. "Copy order number". */ label?: string;
  className?: string;
};

export function CopyButton({ value, label, className }: CopyButtonProps) {
  const t = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <IconButton
      size="sm"
      label={copied ? t("copied") : (label ?? t("copy"))}
      className={cx("size-6 coarse:size-8", className)}
      onClick={() => void copy()}
    >
      {copied ? <Check className="text-green" /> : <Copy />}
    </IconButton>
  );
}
