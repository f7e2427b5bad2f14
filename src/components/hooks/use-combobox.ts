"use client";
import { type KeyboardEvent, useRef, useState } from "react";
import { useAsyncSearch } from "#components/hooks/use-async-search.ts";

type ComboboxOptions<T> = {
  search: (query: string, signal: AbortSignal) => Promise<T[]>;
  itemText: ((item: T) => string) | null;
  onPick: (item: T) => void;
  onCreate: ((query: string) => void) | undefined;
  initialText: string;
};

/** The state of a combobox. Enter pressed before the result arrives (as barcode scanners do) waits for it. */
export function useCombobox<T>({ search, itemText, onPick, onCreate, initialText }: ComboboxOptions<T>) {
  const [text, setText] = useState(initialText);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const enterWaits = useRef(false);
  const { items, state, current } = useAsyncSearch(search, text, {
    enabled: open,
    onAnswer: (found) => {
      if (enterWaits.current) pick(found[0]);
      enterWaits.current = false;
    },
  });
  const canCreate = onCreate !== undefined && text.trim() !== "" && current;
  const count = items.length + (canCreate ? 1 : 0);

  const pick = (item: T | undefined) => {
    if (item !== undefined) {
      onPick(item);
      setText(itemText ? itemText(item) : "");
    } else if (onCreate && text.trim() !== "") {
      onCreate(text.trim());
      setText("");
    } else return;
    setActive(0);
    setOpen(itemText === null);
  };
  const type = (next: string) => {
    setText(next);
    setActive(0);
    setOpen(true);
    enterWaits.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (count > 0) setActive((active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (event.key === "Enter" && open && text.trim() !== "") {
      event.preventDefault();
      if (current) pick(items[active]);
      else enterWaits.current = true;
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return { text, type, open, setOpen, active, setActive, items, state, count, canCreate, pick, onKeyDown };
}
