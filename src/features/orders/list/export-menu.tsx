"use client";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "#components/ui/menu.tsx";
import { ExportButton } from "./export-button.tsx";
import type { ExportLayout } from "./use-export.ts";

const layouts: readonly ExportLayout[] = ["orders", "order_lines"];

type ExportMenuProps = { busy: boolean; onExport: (of: ExportLayout) => void; defaultOpen: boolean };

/** What a row of the file represents. */
export function ExportMenu({ busy, onExport, defaultOpen }: ExportMenuProps) {
  const t = useTranslations("orderList.export");
  return (
    <Menu defaultOpen={defaultOpen}>
      <MenuTrigger asChild>
        <ExportButton busy={busy} />
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
