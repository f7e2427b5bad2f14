"use client";
import type { RefObject } from "react";
import type { ComponentProps } from "react";
import { Popover, PopoverAnchor, PopoverContent } from "#components/ui/popover.tsx";

export type AnchoredPopoverProps = ComponentProps<typeof PopoverContent> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLElement | null>;
};

/** A popover for an existing trigger, so that its code can be loaded later. */
export function AnchoredPopover({ open, onOpenChange, anchor, ...rest }: AnchoredPopoverProps) {
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverAnchor virtualRef={{ current: anchor.current ?? document.body }} />
      <PopoverContent
        {...rest}
        onInteractOutside={(event) => {
          if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          anchor.current?.querySelector<HTMLElement>("button, input")?.focus();
        }}
      />
    </Popover>
  );
}
