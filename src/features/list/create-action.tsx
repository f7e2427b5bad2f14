"use client";
import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useGo } from "#components/hooks/use-go.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Scope } from "#core/kernel/actor.ts";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import type { Catalogue } from "#messages/catalogue.ts";

type CreateAction = {
  href: string;
  label: string;
  scope: Scope;
  /** The text for users without the scope. */
  what: keyof Catalogue["shell"]["onlyFor"]["what"];
};

/** The create action: as a button, by the key `n` and in the command menu. */
export function useCreateAction({ href, label, scope, what }: CreateAction) {
  const go = useGo();
  const may = useMe().can(scope);
  useShortcut({ keys: "n", label, group: "page", run: () => go(href) }, may);
  useCommands(may, [{ id: `new ${href}`, label, icon: Plus, keys: "n", run: () => go(href) }]);
  const link = (inHeader: boolean): ReactNode => (
    <Link href={href} className={buttonClass("primary")}>
      {inHeader ? <Plus aria-hidden="true" /> : null}
      {label}
      {inHeader ? <Kbd keys="n" tone="inherit" className="ml-1 opacity-85 coarse:hidden" /> : null}
    </Link>
  );
  return {
    /** Beside the heading. */
    button: may ? link(true) : <OnlyFor scope={scope} what={what} />,
    /** In the empty state. */
    inEmpty: may ? link(false) : null,
  };
}

/** The page's commands in the command menu, for users with the scope. */
export function useCommands(may: boolean, commands: readonly Command[]): void {
  useRegisterCommands(may ? commands : none);
}

const none: readonly Command[] = [];
