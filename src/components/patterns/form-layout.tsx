import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/cx.ts";

/** A form's body with its buttons below, which stay visible on long forms. */
export function FormLayout({ actions, className, children, ...rest }: ComponentProps<"form"> & { actions: ReactNode }) {
  return (
    <form noValidate {...rest} className={cx("grid gap-6", className)}>
      {children}
      <div className="sticky bottom-0 z-10 -mx-1 flex items-center justify-end gap-2 border-t bg-surface px-1 py-3 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]">
        {actions}
      </div>
    </form>
  );
}

/** Description left, fields right; stacked on narrow screens. */
export function FormSection({ title, hint, children }: { title: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="grid gap-4 border-t pt-6 first:border-t-0 first:pt-0 lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-8">
      <div>
        <legend className="text-sm font-semibold lg:float-left">{title}</legend>
        {hint ? <p className="mt-1 text-sm text-ink-2 lg:clear-both">{hint}</p> : null}
      </div>
      <div className="grid content-start gap-4">{children}</div>
    </fieldset>
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx("grid gap-4 sm:auto-cols-fr sm:grid-flow-col", className)}>{children}</div>;
}
