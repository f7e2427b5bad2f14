"use client";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { keepEarlyKeys } from "#features/shell/early-keys.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";

const load = () => import("#features/shell/command-palette.tsx");
const Palette = dynamic(() => load().then((module) => module.CommandPalette), { ssr: false });

type CommandMenu = {
  open: () => void;
  /** Preloads its code on the first sign of interest. */ prepare: () => void;
};

const CommandMenuContext = createContext<CommandMenu>({ open: () => undefined, prepare: () => undefined });

export const useCommandMenu = () => useContext(CommandMenuContext);

const isField = (target: EventTarget | null) => target instanceof Element && target.matches("[cmdk-input]");

export function CommandMenuProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("shell.keys");
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const [query, setQuery] = useState("");
  const stopKeeping = useRef(() => {});
  const menu = useMemo(() => {
    const onOpenChange = (next: boolean) => {
      stopKeeping.current();
      setOpen(next);
      if (!next) return;
      setWanted(true);
      setQuery("");
      stopKeeping.current = keepEarlyKeys({ take: setQuery, isThere: isField, onEscape: () => onOpenChange(false) });
    };
    return { onOpenChange, open: () => onOpenChange(true), prepare: () => void load() };
  }, []);
  useShortcut({ keys: "mod+k", label: t("openCommand"), group: "general", run: () => menu.onOpenChange(!open) });
  return (
    <CommandMenuContext value={menu}>
      {children}
      {wanted ? <Palette open={open} onOpenChange={menu.onOpenChange} query={query} onQueryChange={setQuery} /> : null}
    </CommandMenuContext>
  );
}
