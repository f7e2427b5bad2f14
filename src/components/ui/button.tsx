import { Slot } from "radix-ui/slot";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "danger-ghost";
export type ButtonSize = "sm" | "md" | "lg";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent shadow-low hover:bg-accent-hover",
  secondary: "border border-line-strong bg-raised text-ink shadow-low hover:bg-sunken dark:hover:bg-press",
  ghost: "text-ink-2 hover:bg-hover hover:text-ink active:bg-press",
  danger: "bg-red text-on-red shadow-low hover:bg-red-hover",
  "danger-ghost": "text-red-ink hover:bg-red-soft",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2.5 text-sm [&_svg]:size-3.5",
  md: "h-8 gap-1.5 px-3 text-sm [&_svg]:size-4 coarse:h-10 coarse:px-4",
  lg: "h-10 gap-2 px-4 text-base [&_svg]:size-4 coarse:h-11",
};

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** A lucide icon, before the label. */
  icon?: ReactNode;
  /** Shows its keyboard shortcut, e.g. "c". */
  keys?: string;
  /** Shows a spinner over the label, keeps the width and ignores clicks. */
  busy?: boolean;
  /** Styles the single child (a link) as a button. The child handles `icon`, `keys` and `busy` itself. */
  asChild?: boolean;
};

export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  const base =
    "relative inline-flex shrink-0 select-none print:hidden items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors active:translate-y-px disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0";
  return cx(base, variants[variant], sizes[size]);
}

export function Button(props: ButtonProps) {
  const {
    variant = "secondary",
    size = "md",
    icon,
    keys,
    busy = false,
    asChild,
    className,
    children,
    onClick,
    ...rest
  } = props;
  const classes = cx(buttonClass(variant, size), className);
  if (asChild) return <Slot className={classes}>{children}</Slot>;
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      <span className={cx("inline-flex items-center gap-[inherit]", busy && "opacity-0")}>
        {icon}
        {children}
        {keys ? <Kbd keys={keys} className="ml-1 opacity-85 coarse:hidden" tone="inherit" /> : null}
      </span>
      {busy ? <Spinner className="absolute" /> : null}
    </button>
  );
}
