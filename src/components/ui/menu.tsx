"use client";
import { Check } from "lucide-react";
import * as Radix from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { Kbd } from "#components/ui/kbd.tsx";

/** Not modal: the page behind stays readable and scrolls. */
export function Menu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />;
}

export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;

const row =
  "relative flex h-7.5 cursor-default items-center gap-2 rounded-md px-2 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-press coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

export function MenuContent({ className, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        className={cx(
          "scroll-thin z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-pop overflow-y-auto rounded-lg bg-raised p-1 shadow-pop outline-none",
          className,
        )}
      />
    </Radix.Portal>
  );
}

type MenuItemProps = ComponentProps<typeof Radix.Item> & {
  icon?: ReactNode;
  keys?: string;
  tone?: "default" | "danger";
};

export function MenuItem({ icon, keys, tone = "default", className, children, asChild, ...rest }: MenuItemProps) {
  const classes = cx(
    row,
    tone === "danger" && "text-red-ink [&_svg]:text-red-ink data-highlighted:bg-red-soft",
    className,
  );
  if (asChild) {
    return (
      <Radix.Item {...rest} asChild className={classes}>
        {children}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item {...rest} className={classes}>
      {icon}
      <span className="flex-1 truncate">{children}</span>
      {keys ? <Kbd keys={keys} className="ml-4 coarse:hidden" /> : null}
    </Radix.Item>
  );
}

export function MenuCheckboxItem({ children, ...rest }: Omit<ComponentProps<typeof Radix.CheckboxItem>, "className">) {
  return (
    <Radix.CheckboxItem {...rest} className={cx(row, "pl-7")}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuRadioItem({ children, ...rest }: Omit<ComponentProps<typeof Radix.RadioItem>, "className">) {
  return (
    <Radix.RadioItem {...rest} className={cx(row, "pl-7")}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
