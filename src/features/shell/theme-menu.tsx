"use client";
import { useTheme } from "next-themes";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "#components/ui/menu.tsx";
import { ThemeButton } from "#features/shell/menu-buttons.tsx";

export function ThemeMenu({ defaultOpen }: { defaultOpen: boolean }) {
  const t = useTranslations("shell.theme");
  const { theme, setTheme } = useTheme();
  return (
    <Menu defaultOpen={defaultOpen}>
      <MenuTrigger asChild>
        <ThemeButton />
      </MenuTrigger>
      <MenuContent align="end" className="min-w-36">
        <MenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          {(["light", "dark", "system"] as const).map((one) => (
            <MenuRadioItem key={one} value={one}>
              {t(one)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
