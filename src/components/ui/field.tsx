"use client";
import { createContext, type ReactNode, useContext, useId, useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";

type FieldControl = { id: string; describedBy: string | undefined; invalid: boolean; required: boolean };

const FieldContext = createContext<FieldControl | null>(null);

/** The attributes that connect a control in a `Field` with its label, hint and error. */
export function useFieldControl(): {
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
} {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    ...(field.describedBy ? { "aria-describedby": field.describedBy } : {}),
    ...(field.invalid ? { "aria-invalid": true as const } : {}),
    ...(field.required ? { "aria-required": true as const } : {}),
  };
}

type FieldProps = {
  label: ReactNode;
  /** Text under the control; stays visible with an error. */
  hint?: ReactNode;
  /** From react-hook-form: `errors.email?.message`. */
  error?: string | undefined;
  required?: boolean;
  optional?: boolean;
  /** The label is for screen readers only. */
  labelHidden?: boolean;
  /** At the end of the label's line, e.g. a link. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

export function Field(props: FieldProps) {
  const { label, hint, error, required = false, optional, labelHidden, aside, className, children } = props;
  const t = useTranslations("ui");
  const id = useId();
  const hintId = hint ? `${id}-hint` : "";
  const errorId = error ? `${id}-error` : "";
  const describedBy = `${errorId} ${hintId}`.trim() || undefined;
  const invalid = Boolean(error);
  const control = useMemo(() => ({ id, describedBy, invalid, required }), [id, describedBy, invalid, required]);
  return (
    <div className={cx("grid content-start gap-1.5", className)}>
      <div className={cx("flex items-baseline justify-between gap-2", labelHidden && "sr-only")}>
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
          {optional ? <span className="ml-1.5 font-normal text-ink-3">{t("optional")}</span> : null}
        </label>
        {aside ? <span className="text-xs text-ink-3">{aside}</span> : null}
      </div>
      <FieldContext value={control}>{children}</FieldContext>
      {error ? (
        <p id={errorId} className="text-xs text-red-ink" role="alert">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="text-xs text-ink-3">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
