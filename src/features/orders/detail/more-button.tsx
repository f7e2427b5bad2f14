"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";

/** Opens the menu of actions; rendered before the menu's code has loaded. */
export function MoreButton(props: Partial<ComponentProps<typeof Button>>) {
  const t = useTranslations("orderDetail");
  return (
    <Button aria-haspopup="menu" {...props}>
      {t("more")}
      <ChevronDown aria-hidden="true" className="-mr-1 text-ink-3" />
    </Button>
  );
}
