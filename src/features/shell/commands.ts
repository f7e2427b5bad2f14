"use client";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { createRegistry } from "#features/shell/registry.ts";

export type Command = {
  id: string;
  label: string;
  icon?: LucideIcon;
  keys?: string;
  /** More words to be found by. */ words?: string[];
  run: () => void;
};

export type CommandResult = { id: string; href: string; /** One line. */ content: ReactNode };

/** Answers what is typed into the command menu, e.g. with orders. */
export type CommandSource = {
  id: string;
  heading: string;
  search: (query: string, signal: AbortSignal) => Promise<CommandResult[]>;
};

const commands = createRegistry<Command>();
const sources = createRegistry<CommandSource>();

export const useCommands = commands.useAll;
export const useCommandSources = sources.useAll;

/** Adds a page's actions to the command menu while it is mounted. Keep `list` stable. */
export function useRegisterCommands(list: readonly Command[]): void {
  useEffect(() => commands.add(list), [list]);
}

export function useRegisterCommandSource({ id, heading, search }: CommandSource): void {
  const onSearch = useEffectEvent(search);
  useEffect(() => sources.add([{ id, heading, search: (query, signal) => onSearch(query, signal) }]), [id, heading]);
}
