"use client";
import { Download } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";

/** The trigger of the export menu, rendered before the menu's code has loaded. */
export function ExportButton(props: Omit<ComponentProps<typeof Button>, "children" | "icon" | "asChild">) {
  const t = useTranslations("orderList.export");
  return (
    <Button aria-haspopup="menu" {...props} icon={<Download />}>
      {t("label")}
    </Button>
  );
}
