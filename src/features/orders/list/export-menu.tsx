"use client";
import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import type { ExportLayout } from "./use-export.ts";

const layouts: readonly ExportLayout[] = ["orders", "order_lines"];

/** What a row of the file is. */
export function ExportMenu({ busy, onExport }: { busy: boolean; onExport: (of: ExportLayout) => void }) {
  const t = useTranslations("orderList.export");
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button icon={<Download />} busy={busy}>
          {t("label")}
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        {layouts.map((of) => (
          <MenuItem key={of} onSelect={() => onExport(of)}>
            {t(of)}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
