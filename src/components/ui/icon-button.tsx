import type { ComponentProps } from "react";
import { cx } from "#components/cx.ts";
import { type ButtonSize, type ButtonVariant, buttonClass } from "#components/ui/button.tsx";
import { Tip } from "#components/ui/tooltip.tsx";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & {
  /** The accessible name, also shown as the tooltip. */
  label: string;
  keys?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** No tooltip, where the opened menu has the same text. */
  tip?: boolean;
};

const squares: Record<ButtonSize, string> = {
  sm: "size-7 p-0",
  md: "size-8 p-0 coarse:size-10 coarse:p-0",
  lg: "size-10 p-0 coarse:size-11",
};

export function IconButton(props: IconButtonProps) {
  const { label, keys, variant = "ghost", size = "md", tip = true, className, ...rest } = props;
  const button = (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={cx(buttonClass(variant, size), squares[size], className)}
    />
  );
  if (!tip) return button;
  return (
    <Tip label={label} {...(keys ? { keys } : {})}>
      {button}
    </Tip>
  );
}
