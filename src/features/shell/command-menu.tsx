"use client";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useShortcut } from "#features/shell/shortcuts.tsx";

const load = () => import("#features/shell/command-palette.tsx");
const Palette = dynamic(() => load().then((module) => module.CommandPalette), { ssr: false });

type CommandMenu = {
  open: () => void;
  /** Fetches its code, on the first sign that it will be needed. */ prepare: () => void;
};

const CommandMenuContext = createContext<CommandMenu>({ open: () => undefined, prepare: () => undefined });

export const useCommandMenu = () => useContext(CommandMenuContext);

export function CommandMenuProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("shell.keys");
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  useShortcut({
    keys: "mod+k",
    label: t("openCommand"),
    group: "general",
    run: () => {
      setWanted(true);
      setOpen((before) => !before);
    },
  });
  const menu = useMemo<CommandMenu>(
    () => ({
      open: () => {
        setWanted(true);
        setOpen(true);
      },
      prepare: () => void load(),
    }),
    [],
  );
  return (
    <CommandMenuContext value={menu}>
      {children}
      {wanted ? <Palette open={open} onOpenChange={setOpen} /> : null}
    </CommandMenuContext>
  );
}
