"use client";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { SearchState } from "#components/hooks/use-async-search.ts";
import { useCombobox } from "#components/hooks/use-combobox.ts";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverAnchor, PopoverContent } from "#components/ui/popover.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

type ComboboxProps<T> = {
  /** Called while typing (debounced); honours the signal. "" returns the initial suggestions, or none. */
  search: (query: string, signal: AbortSignal) => Promise<T[]>;
  itemKey: (item: T) => string;
  renderItem: (item: T) => ReactNode;
  /** Puts the choice into the field; null clears the field instead, for adding several in a row. */
  itemText: ((item: T) => string) | null;
  onPick: (item: T) => void;
  /** Offers to create a missing item. */
  onCreate?: (query: string) => void;
  placeholder?: string;
  leading?: ReactNode;
  label?: string;
  initialText?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  className?: string;
};

/** ARIA 1.2 combobox with a list: arrows move, Enter selects, Escape closes. */
export function Combobox<T>(props: ComboboxProps<T>) {
  const {
    search,
    itemKey,
    renderItem,
    itemText,
    onPick,
    onCreate,
    placeholder,
    leading,
    label,
    initialText = "",
    autoFocus,
    disabled,
    className,
  } = props;
  const t = useTranslations("ui");
  const listId = useId();
  const box = useCombobox({ search, itemText, onPick, onCreate, initialText });
  const { text, items, state, count, active, canCreate, pick } = box;
  const note = useSearchNote(state, text, count);
  const shown = box.open && (count > 0 || note !== null);
  return (
    <Popover open={shown} onOpenChange={box.setOpen}>
      <PopoverAnchor asChild>
        <div className={className}>
          <Input
            role="combobox"
            aria-expanded={shown}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={shown && count > 0 ? `${listId}-${String(active)}` : undefined}
            {...(label ? { "aria-label": label } : {})}
            {...(placeholder ? { placeholder } : {})}
            autoComplete="off"
            autoFocus={autoFocus}
            disabled={disabled}
            leading={leading}
            trailing={<span className="mr-1.5">{state === "searching" ? <Spinner className="size-3.5" /> : null}</span>}
            value={text}
            onChange={(event) => box.type(event.target.value)}
            onFocus={() => box.setOpen(true)}
            onBlur={() => box.setOpen(false)}
            onKeyDown={box.onKeyDown}
          />
        </div>
      </PopoverAnchor>
      <PopoverContent
        className="scroll-thin max-h-80 w-(--radix-popover-trigger-width) min-w-64 overflow-y-auto p-1"
        onOpenAutoFocus={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
      >
        <ul id={listId} role="listbox" aria-label={label ?? placeholder ?? t("search")}>
          {items.map((item, index) => (
            <ComboboxOption
              key={itemKey(item)}
              id={`${listId}-${String(index)}`}
              active={index === active}
              onHover={() => box.setActive(index)}
              onPick={() => pick(item)}
            >
              {renderItem(item)}
            </ComboboxOption>
          ))}
          {canCreate ? (
            <ComboboxOption
              id={`${listId}-${String(items.length)}`}
              active={active === items.length}
              onHover={() => box.setActive(items.length)}
              onPick={() => pick(undefined)}
            >
              <span className="text-accent-ink">{t("create", { query: text.trim() })}</span>
            </ComboboxOption>
          ) : null}
        </ul>
        {note && count === 0 ? (
          <p className="px-2 py-1.5 text-sm text-ink-3" role="status">
            {note}
          </p>
        ) : null}
      </PopoverContent>
    </Popover>
  );
}

function useSearchNote(state: SearchState, query: string, count: number): string | null {
  const t = useTranslations("ui");
  if (state === "failed") return t("searchFailed");
  return state === "done" && count === 0 ? t("noMatches", { query }) : null;
}

type OptionProps = { id: string; active: boolean; onHover: () => void; onPick: () => void; children: ReactNode };

function ComboboxOption({ id, active, onHover, onPick, children }: OptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field keeps the focus and handles the keys
    <li
      id={id}
      role="option"
      aria-selected={active}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      onPointerMove={onHover}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={cx("min-h-8 cursor-default rounded-md px-2 py-1.5 text-sm coarse:py-2.5", active && "bg-press")}
    >
      {children}
    </li>
  );
}
