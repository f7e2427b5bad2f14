"use client";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { createRegistry } from "#features/shell/registry.ts";

export type Command = {
  id: string;
  label: string;
  icon?: LucideIcon;
  keys?: string;
  /** Additional search words. */ words?: string[];
  /** The command's subject, if it is a single resource: "Order 1042". Its commands come first, under this name. */
  about?: string;
  run: () => void;
};

export type CommandResult = { id: string; href: string; /** One line. */ content: ReactNode };

/** Search results for the command menu, e.g. orders. */
export type CommandSource = {
  id: string;
  heading: string;
  search: (query: string, signal: AbortSignal) => Promise<CommandResult[]>;
};

const commands = createRegistry<Command>();
const sources = createRegistry<CommandSource>();

export const useCommands = commands.useAll;
export const useCommandSources = sources.useAll;

/** Adds a page's actions to the command menu while it is mounted. */
export function useRegisterCommands(list: readonly Command[]): void {
  const onRun = useEffectEvent((id: string) => list.find((command) => command.id === id)?.run());
  const onAdd = useEffectEvent(() => commands.add(list.map((one) => ({ ...one, run: () => onRun(one.id) }))));
  const shown = JSON.stringify(list.map(({ id, label, keys, words, about }) => [id, label, keys, words, about]));
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- it stands for the list, which is new in each render
  useEffect(() => onAdd(), [shown]);
}

export function useRegisterCommandSource({ id, heading, search }: CommandSource): void {
  const onSearch = useEffectEvent(search);
  useEffect(() => sources.add([{ id, heading, search: (query, signal) => onSearch(query, signal) }]), [id, heading]);
}
