"use client";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useAsyncSearch } from "#components/hooks/use-async-search.ts";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverAnchor, PopoverContent } from "#components/ui/popover.tsx";
import { Spinner } from "#components/ui/spinner.tsx";

type ComboboxProps<T> = {
  /** Called as one types (debounced); honours the signal. With "" it gives what to show at once, or nothing. */
  search: (query: string, signal: AbortSignal) => Promise<T[]>;
  itemKey: (item: T) => string;
  renderItem: (item: T) => ReactNode;
  /** Puts the choice into the field; null clears the field instead, for adding one thing after another. */
  itemText: ((item: T) => string) | null;
  onPick: (item: T) => void;
  /** Offers to make what was not found. */
  onCreate?: (query: string) => void;
  placeholder?: string;
  leading?: ReactNode;
  label?: string;
  initialText?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  className?: string;
};

/** ARIA 1.2 combobox with a list: arrows move, Enter picks, Escape closes. */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { search, itemKey, renderItem, itemText, onPick, onCreate, placeholder, leading, label, initialText = "", autoFocus, disabled, className } = props;
  const t = useTranslations("ui");
  const listId = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(initialText);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const { items, state } = useAsyncSearch(search, text, open);
  const canCreate = onCreate !== undefined && text.trim() !== "" && state !== "searching";
  const count = items.length + (canCreate ? 1 : 0);

  const pick = (index: number) => {
    const item = items[index];
    if (item !== undefined) {
      onPick(item);
      setText(itemText ? itemText(item) : "");
    } else if (canCreate) {
      onCreate(text.trim());
      setText("");
    } else return;
    setActive(0);
    setOpen(itemText === null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (count > 0) setActive((active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && open && count > 0) {
      event.preventDefault();
      pick(active);
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  const note =
    state === "failed" ? t("searchFailed") : state === "idle" && text === "" ? t("typeToSearch") : state === "done" && count === 0 ? t("noMatches", { query: text }) : null;
  return (
    <Popover open={open && (count > 0 || note !== null)} onOpenChange={setOpen}>
      <PopoverAnchor asChild>
        <div className={className}>
          <Input
            ref={inputRef}
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && count > 0 ? `${listId}-${String(active)}` : undefined}
            {...(label ? { "aria-label": label } : {})}
            {...(placeholder ? { placeholder } : {})}
            autoComplete="off"
            autoFocus={autoFocus}
            disabled={disabled}
            leading={leading}
            trailing={state === "searching" ? <Spinner className="mr-1.5 size-3.5" /> : undefined}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setActive(0);
              setOpen(true);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKeyDown}
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
            <ComboboxOption key={itemKey(item)} id={`${listId}-${String(index)}`} active={index === active} onHover={() => setActive(index)} onPick={() => pick(index)}>
              {renderItem(item)}
            </ComboboxOption>
          ))}
          {canCreate ? (
            <ComboboxOption id={`${listId}-${String(items.length)}`} active={active === items.length} onHover={() => setActive(items.length)} onPick={() => pick(items.length)}>
              <span className="text-accent-ink">{t("create", { query: text.trim() })}</span>
            </ComboboxOption>
          ) : null}
        </ul>
        {note && count === 0 ? <p className="px-2 py-1.5 text-sm text-ink-3" role="status">{note}</p> : null}
      </PopoverContent>
    </Popover>
  );
}

type OptionProps = { id: string; active: boolean; onHover: () => void; onPick: () => void; children: ReactNode };

function ComboboxOption({ id, active, onHover, onPick, children }: OptionProps) {
  return (
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
