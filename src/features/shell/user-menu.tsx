"use client";
import { BookOpen, Keyboard, LogOut, UserRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { UserButton } from "#features/shell/menu-buttons.tsx";
import type { Viewer } from "#features/shell/viewer.ts";

/** The sign-in library is loaded only for signing out. */
async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

type UserMenuProps = { viewer: Viewer; onShowKeys: () => void; defaultOpen: boolean };

export function UserMenu({ viewer, onShowKeys, defaultOpen }: UserMenuProps) {
  const t = useTranslations("shell");
  const go = useGo();
  return (
    <Menu defaultOpen={defaultOpen}>
      <MenuTrigger asChild>
        <UserButton name={viewer.name} />
      </MenuTrigger>
      <MenuContent align="end" className="min-w-60">
        <div className="px-2 py-1.5 text-sm">
          <p className="truncate font-medium">{viewer.name}</p>
          <p className="truncate text-ink-3">{viewer.email}</p>
          <p className="mt-1 truncate text-xs text-ink-3">
            {viewer.roleName ?? t(`role.${viewer.role}`)} · {viewer.tenantName}
          </p>
        </div>
        <MenuSeparator />
        <MenuItem icon={<Keyboard />} keys="?" onSelect={onShowKeys}>
          {t("keyboardShortcuts")}
        </MenuItem>
        {/* Not a screen of this app: opened by the browser. */}
        <MenuItem icon={<BookOpen />} onSelect={() => window.location.assign("/docs")}>
          {t("apiDocuments")}
        </MenuItem>
        <MenuItem icon={<UserRound />} onSelect={() => go("/settings/profile")}>
          {t("profile")}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
          {t("signOut")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
