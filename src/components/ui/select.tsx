"use client";
import { Check, ChevronDown } from "lucide-react";
import { Content, Icon, Item, ItemIndicator, ItemText, Portal, Root, Trigger, Value, Viewport } from "radix-ui/select";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { pageNonce } from "#components/nonce.ts";
import { controlClass, controlHeight } from "#components/ui/control-class.ts";
import { useFieldControl } from "#components/ui/field.tsx";

export type SelectOption<V extends string = string> = { value: V; label: ReactNode; disabled?: boolean };

type SelectProps<V extends string> = {
  value: V | undefined;
  onValueChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: string;
  /** Required outside a `Field`. */
  label?: string;
  disabled?: boolean;
  className?: string;
};

export function Select<V extends string>(props: SelectProps<V>) {
  const { value, onValueChange, options, placeholder, label, disabled = false, className } = props;
  const control = useFieldControl();
  const nonce = pageNonce();
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <Root value={value ?? ""} onValueChange={choose} disabled={disabled}>
      <Trigger
        {...control}
        {...(label ? { "aria-label": label } : {})}
        className={cx(
          controlClass,
          controlHeight,
          "flex items-center justify-between gap-2 text-left data-placeholder:text-ink-3",
          className,
        )}
      >
        <span className="truncate">
          <Value placeholder={placeholder} />
        </span>
        <Icon className="text-ink-3">
          <ChevronDown className="size-3.5" />
        </Icon>
      </Trigger>
      <Portal>
        <Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-pop overflow-hidden rounded-lg bg-raised p-1 shadow-pop"
        >
          <Viewport {...(nonce ? { nonce } : {})}>
            {options.map((option) => (
              <Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex h-7.5 cursor-default items-center gap-2 rounded-md pr-2 pl-7 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-press coarse:h-10"
              >
                <ItemIndicator className="absolute left-3">
                  <Check className="size-3.5" />
                </ItemIndicator>
                <ItemText>{option.label}</ItemText>
              </Item>
            ))}
          </Viewport>
        </Content>
      </Portal>
    </Root>
  );
}
