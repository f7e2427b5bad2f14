"use client";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

type NoteComposerProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  /** Rejects when saving failed; the text then returns to the field. */
  onPost: (text: string) => Promise<void>;
};

/** ⌘Enter posts; the note is shown as an optimistic update. */
export function NoteComposer({ field, onPost }: NoteComposerProps) {
  const t = useTranslations("orderDetail.timeline");
  const [text, setText] = useState("");
  const post = () => {
    const words = text.trim();
    if (words === "") return;
    setText("");
    onPost(words).catch(() => setText((now) => (now === "" ? words : now)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      post();
    } else if (event.key === "Escape") field.current?.blur();
  };
  return (
    <div className="mb-5 grid gap-2">
      <Textarea
        ref={field}
        rows={2}
        className="resize-none"
        aria-label={t("compose")}
        placeholder={t("placeholder")}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() === "" ? null : (
        <div className="flex justify-end">
          <Button size="sm" variant="primary" keys="mod+enter" onClick={post}>
            {t("post")}
          </Button>
        </div>
      )}
    </div>
  );
}
