"use client";
import { X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { Order } from "../order-news.ts";
import type { OrderEdit } from "./use-order-edit.ts";

type TagsFieldProps = {
  order: Order;
  readOnly: boolean;
  edit: OrderEdit["edit"];
  field: RefObject<HTMLInputElement | null>;
};

const LONGEST = 40;

/** Enter or a comma adds the typed tag; Backspace in the empty field removes the last one. */
export function TagsField({ order, readOnly, edit, field }: TagsFieldProps) {
  const t = useTranslations("orderDetail.tags");
  const [text, setText] = useState("");
  const { tags } = order;
  const add = () => {
    const tag = text.trim().replace(/,$/, "").trim();
    setText("");
    if (tag !== "" && !tags.includes(tag)) void edit(order, { tags: [...tags, tag] });
  };
  const remove = (tag: string) => void edit(order, { tags: tags.filter((other) => other !== tag) });
  const onKeyDown = (event: KeyboardEvent) => {
    const last = tags.at(-1);
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && text === "" && last !== undefined) remove(last);
    else if (event.key === "Escape") {
      setText("");
      field.current?.blur();
    }
  };
  if (readOnly && tags.length === 0) return <p className="text-sm text-ink-3">{t("none")}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a larger target for the pointer; keys reach the field itself
    <div
      className="flex flex-wrap items-center gap-1.5"
      onClick={(event) => {
        if (event.target === event.currentTarget) field.current?.focus();
      }}
    >
      {tags.map((tag) => (
        <Badge key={tag} className={readOnly ? "" : "pr-0.5"}>
          {tag}
          {readOnly ? null : (
            <button
              type="button"
              aria-label={t("remove", { tag })}
              onClick={() => remove(tag)}
              className="relative flex size-4 items-center justify-center rounded-sm text-ink-3 before:absolute before:-inset-1 hover:bg-press hover:text-ink"
            >
              <X aria-hidden="true" />
            </button>
          )}
        </Badge>
      ))}
      {readOnly ? null : (
        <input
          ref={field}
          aria-label={t("add")}
          placeholder={t("add")}
          maxLength={LONGEST}
          enterKeyHint="done"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={add}
          className="h-7 min-w-24 flex-1 rounded-sm bg-transparent px-1 text-sm outline-none placeholder:text-ink-3 focus-visible:outline-2 focus-visible:outline-focus coarse:h-9"
        />
      )}
    </div>
  );
}
