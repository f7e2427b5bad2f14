"use client";
import { Ellipsis, History, RotateCw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";

type EndpointMenuProps = { onAsk: (asking: "retry" | "replay" | "delete") => void };

export function EndpointMenu({ onAsk }: EndpointMenuProps) {
  const t = useTranslations();
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={t("webhooks.moreActions")} variant="secondary" tip={false}>
          <Ellipsis />
        </IconButton>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem icon={<RotateCw />} onSelect={() => onAsk("retry")}>
          {t("deliveries.retryFailed.open")}
        </MenuItem>
        <MenuItem icon={<History />} onSelect={() => onAsk("replay")}>
          {t("deliveries.replay.open")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => onAsk("delete")}>
          {t("webhooks.action.delete")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
