"use client";
import { Fragment } from "react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "#components/ui/menu.tsx";
import { MoreButton } from "./more-button.tsx";
import type { OrderCommand } from "./order-commands.ts";

type OrderMenuProps = { commands: readonly OrderCommand[]; defaultOpen: boolean };

/** All actions available in the order's current state; others are hidden. */
export function OrderMenu({ commands, defaultOpen }: OrderMenuProps) {
  return (
    <Menu defaultOpen={defaultOpen}>
      <MenuTrigger asChild>
        <MoreButton />
      </MenuTrigger>
      <MenuContent align="end" className="min-w-56">
        {commands.map(({ id, group, label, icon: Icon, keys, tone, run }, index) => (
          <Fragment key={id}>
            {index > 0 && commands[index - 1]?.group !== group ? <MenuSeparator /> : null}
            <MenuItem icon={<Icon />} {...(keys ? { keys } : {})} {...(tone ? { tone } : {})} onSelect={run}>
              {label}
            </MenuItem>
          </Fragment>
        ))}
      </MenuContent>
    </Menu>
  );
}
