"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "#components/cx.ts";
import { countriesIn } from "#components/format/countries.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { controlClass, controlHeight } from "#components/ui/control-class.ts";
import { useFieldControl } from "#components/ui/field.tsx";

/** The native select: long lists are fastest by typing, and on phones by the native picker. */
export function CountrySelect({ className, ...rest }: ComponentProps<"select">) {
  const control = useFieldControl();
  const { locale } = useFormatSettings();
  return (
    <div className={cx("relative", className)}>
      <select
        autoComplete="country"
        {...control}
        {...rest}
        suppressHydrationWarning
        className={cx(controlClass, controlHeight, "appearance-none pr-8")}
      >
        {countriesIn(locale).map(({ code, name }) => (
          <option key={code} value={code} suppressHydrationWarning>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3" />
    </div>
  );
}
