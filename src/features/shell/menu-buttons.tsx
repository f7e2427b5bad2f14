"use client";
import { Moon, Sun } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

/** The triggers of the top bar's menus, rendered before the menus have loaded. */
export function ThemeButton(props: Partial<ComponentProps<typeof IconButton>>) {
  const t = useTranslations("shell.theme");
  return (
    <IconButton {...props} label={t("label")} aria-haspopup="menu">
      <Sun className="dark:hidden" />
      <Moon className="hidden dark:block" />
    </IconButton>
  );
}

export function UserButton({ name, ...rest }: ComponentProps<"button"> & { name: string }) {
  const t = useTranslations("shell");
  return (
    <button
      type="button"
      aria-haspopup="menu"
      {...rest}
      aria-label={t("account", { name })}
      className="flex size-8 items-center justify-center rounded-full hover:bg-hover data-[state=open]:bg-press coarse:size-10"
    >
      <Avatar name={name} />
    </button>
  );
}
