"use client";
import { Search } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";

type ListSearchProps = {
  value: string;
  onValueChange: (value: string) => void;
  /** Enter applies the text at once. Barcode scanners end with it. */
  onSubmit?: (value: string) => void;
  placeholder: string;
  autoFocus?: boolean;
};

/** The search field of a list: `/` focuses it, Escape clears and then leaves it, arrow down moves to the rows. */
export function ListSearch({ value, onValueChange, onSubmit, placeholder, autoFocus = false }: ListSearchProps) {
  const t = useTranslations("shell.keys");
  const box = useRef<HTMLInputElement>(null);
  useShortcut({ keys: "/", label: t("listSearch"), group: "page", run: () => box.current?.select() });
  return (
    <Input
      ref={box}
      type="search"
      enterKeyHint="search"
      autoComplete="off"
      spellCheck={false}
      autoFocus={autoFocus}
      leading={<Search />}
      trailing={value === "" ? <Kbd keys="/" className="mr-1.5 max-md:hidden coarse:hidden" /> : null}
      placeholder={placeholder}
      aria-label={placeholder}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
      onKeyDown={(event) => {
        const field = event.currentTarget;
        if (event.key === "Enter") {
          onSubmit?.(field.value);
          field.select();
        } else if (event.key === "ArrowDown") {
          event.preventDefault();
          document.querySelector<HTMLElement>("tr[data-index][tabindex='0']")?.focus();
        } else if (event.key === "Escape") {
          event.preventDefault();
          if (field.value === "") field.blur();
          else onValueChange("");
        }
      }}
      className="w-56 shrink-0 max-md:w-full"
    />
  );
}
