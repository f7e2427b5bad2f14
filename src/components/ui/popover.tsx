"use client";
import * as Radix from "radix-ui/popover";
import type { ComponentProps } from "react";
import { cx } from "#components/cx.ts";

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverAnchor = Radix.Anchor;
export const PopoverClose = Radix.Close;

export function PopoverContent({ className, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        className={cx("z-50 w-72 animate-pop rounded-lg bg-raised p-3 shadow-pop outline-none", className)}
      />
    </Radix.Portal>
  );
}
