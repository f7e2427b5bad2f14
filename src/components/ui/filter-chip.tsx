"use client";
import { ListFilter, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";

type FilterChipProps = {
  /** What it filters, e.g. "Status". */
  name: string;
  /** The choice in words; absent when it filters nothing. */
  value?: string | undefined;
  onClear: () => void;
  /** The content of its popover. */
  children: ReactNode;
};

/** Dashed while it does nothing, solid with its value once it does. */
export function FilterChip({ name, value, onClear, children }: FilterChipProps) {
  const t = useTranslations("ui");
  const chip = "flex h-7 items-center gap-1.5 rounded-full border text-sm transition-colors coarse:h-9";
  return (
    <Popover>
      <span
        className={cx(
          chip,
          value
            ? "border-line-strong bg-raised"
            : "border-dashed border-control/70 text-ink-2 hover:border-control hover:text-ink",
        )}
      >
        <PopoverTrigger
          aria-label={value ? undefined : t("filterBy", { name })}
          className={cx(
            "flex h-full items-center gap-1.5 rounded-full pl-2.5 whitespace-nowrap [&_svg]:size-3.5",
            value ? "pr-1" : "pr-3",
          )}
        >
          {value ? (
            <span className="text-ink-3">{name}</span>
          ) : (
            <>
              <ListFilter />
              {name}
            </>
          )}
          {value ? <span className="max-w-48 truncate font-medium">{value}</span> : null}
        </PopoverTrigger>
        {value ? (
          <button
            type="button"
            aria-label={t("removeFilter", { name })}
            onClick={onClear}
            className="mr-1 flex size-5 items-center justify-center rounded-full text-ink-3 hover:bg-press hover:text-ink coarse:size-7 [&_svg]:size-3"
          >
            <X />
          </button>
        ) : null}
      </span>
      <PopoverContent className="w-60 p-1">{children}</PopoverContent>
    </Popover>
  );
}

export type FilterOption<V extends string> = { value: V; label: ReactNode; text: string };

type FilterMenuProps<V extends string> = {
  name: string;
  options: readonly FilterOption<V>[];
  value: readonly V[];
  onValueChange: (value: V[]) => void;
};

/** Any of several. More than eight options get a field to narrow them. */
export function FilterMenu<V extends string>({ name, options, value, onValueChange }: FilterMenuProps<V>) {
  const t = useTranslations("ui");
  const [query, setQuery] = useState("");
  const chosen = options.filter((option) => value.includes(option.value));
  const shown = options.filter((option) => option.text.toLowerCase().includes(query.toLowerCase()));
  const summary =
    chosen.length > 2 ? t("filterCount", { count: chosen.length }) : chosen.map((option) => option.text).join(", ");
  const toggle = (option: V) =>
    onValueChange(value.includes(option) ? value.filter((other) => other !== option) : [...value, option]);
  return (
    <FilterChip name={name} value={summary || undefined} onClear={() => onValueChange([])}>
      {options.length > 8 ? (
        <input
          aria-label={t("search")}
          placeholder={t("search")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="mb-1 h-8 w-full border-b bg-transparent px-2 text-sm outline-none"
        />
      ) : null}
      <div className="scroll-thin max-h-72 overflow-y-auto">
        {shown.map((option) => (
          <label
            key={option.value}
            className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover has-focus-visible:bg-press coarse:h-10"
          >
            <Checkbox checked={value.includes(option.value)} onCheckedChange={() => toggle(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </FilterChip>
  );
}
