"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Order } from "../order-news.ts";
import { Flash } from "./flash.tsx";
import type { OrderEdit } from "./use-order-edit.ts";

type StandingNoteProps = { order: Order; readOnly: boolean; edit: OrderEdit["edit"] };

/** A permanent note of the order; notes in the timeline are dated. */
export function StandingNote({ order, readOnly, edit }: StandingNoteProps) {
  const t = useTranslations();
  const text = useTranslations("orderDetail.notes");
  const [draft, setDraft] = useState<{ base: Order; text: string } | null>(null);
  if (readOnly && order.notes === "") return null;
  const save = () => {
    if (draft && draft.text.trim() !== draft.base.notes) void edit(draft.base, { notes: draft.text.trim() });
    setDraft(null);
  };
  return (
    <Section
      title={text("title")}
      actions={
        readOnly || draft ? null : (
          <Button
            size="sm"
            variant="ghost"
            className="-mr-2.5"
            onClick={() => setDraft({ base: order, text: order.notes })}
          >
            {t("orderDetail.action.edit")}
          </Button>
        )
      }
    >
      {draft ? (
        <div className="grid gap-2">
          <Textarea
            autoFocus
            aria-label={text("title")}
            placeholder={text("placeholder")}
            maxLength={5000}
            value={draft.text}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === "Escape") setDraft(null);
              else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) save();
            }}
          />
          <div className="flex justify-end gap-1.5">
            <Button size="sm" variant="ghost" onClick={() => setDraft(null)}>
              {t("ui.cancel")}
            </Button>
            <Button size="sm" variant="primary" keys="mod+enter" onClick={save}>
              {text("save")}
            </Button>
          </div>
        </div>
      ) : (
        <Flash value={order.notes}>
          {order.notes === "" ? (
            <p className="text-sm text-ink-3">{text("none")}</p>
          ) : (
            <p className="text-sm break-words whitespace-pre-wrap text-ink-2">{order.notes}</p>
          )}
        </Flash>
      )}
    </Section>
  );
}
