"use client";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import type { Order } from "../order-news.ts";
import type { Channel, OrderForm } from "./form-state.ts";
import { countOf, lineProblems, type Problems, problemsOf } from "./problems.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";
import { useOrderForm } from "./use-order-form.ts";
import { type Sending, usePlace } from "./use-place.ts";
import { useStockNews } from "./use-stock-news.ts";

export type NewOrderOptions = {
  /** The storage key of the typed input. */
  what: string;
  first: OrderForm;
  channels: readonly Channel[];
  draft?: Order;
};

type Places = {
  page: RefObject<HTMLElement | null>;
  /** Around the field for the next article. */ entry: RefObject<HTMLElement | null>;
};

const none: Pick<Problems, "lines" | "badEmail" | "address"> = { lines: new Map(), badEmail: false, address: [] };

/** The form, its errors, and its submit actions. */
export function useNewOrder({ what, first, channels, draft }: NewOrderOptions, { page, entry }: Places) {
  const t = useTranslations("orderForm");
  const state = useOrderForm(what, first);
  const { form, isDirty, wasKept } = state;
  useStockNews(state);
  const place = usePlace({ state, draft });
  const guard = useLeaveGuard(isDirty && place.sending === null);
  const [tried, setTried] = useState(false);
  const problems = problemsOf(form);
  const count = countOf(problems);
  const refused = place.failure ? lineProblems(form, place.failure.failure.faults) : none.lines;

  const send = async (how: Sending, then?: string) => {
    setTried(true);
    const sent = count === 0 && (await place.send(how, then));
    if (!sent) requestAnimationFrame(() => focusFirst(page.current));
  };
  const focusEntry = () => entry.current?.querySelector("input")?.focus();
  useShortcut({ keys: "mod+enter", label: t("place"), group: "page", run: () => void send("place") });
  useShortcut({ keys: "mod+s", label: t("saveDraft"), group: "page", run: () => void send("draft") });
  useShortcut({ keys: "/", label: t("keys.article"), group: "page", run: focusEntry });
  const tellKept = useEffectEvent(() => notify.info(t("kept")));
  useEffect(() => {
    if (wasKept) tellKept();
  }, [wasKept]);

  return {
    state,
    place,
    guard,
    send,
    focusEntry,
    channel: channels.find((each) => each.code === form.channel),
    /** The number of errors, after the first attempt to send. */
    faults: tried ? count : 0,
    shown: { ...(tried ? problems : none), lines: refused.size > 0 ? refused : tried ? problems.lines : none.lines },
    needsLines: tried && problems.noLines,
    ready: count === 0,
  };
}

/** A shortage's fix button comes first, then the first invalid field. */
function focusFirst(page: HTMLElement | null): void {
  const target =
    page?.querySelector<HTMLElement>("[data-fix]") ??
    page?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    page?.querySelector<HTMLElement>('[role="combobox"]');
  target?.focus();
  target?.scrollIntoView({ block: "center" });
}
