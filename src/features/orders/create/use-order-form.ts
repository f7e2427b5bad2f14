"use client";
import { useEffect, useState } from "react";
import { newKey } from "#features/trpc/key.ts";
import { type Article, type FormLine, type OrderForm, withArticle } from "./form-state.ts";
import { forget, keep, keptAs } from "./kept-form.ts";

/** The form and its initial values. Input survives a reload and navigation within this tab. */
export function useOrderForm(what: string, first: OrderForm) {
  const [kept] = useState(() => keptAs(what));
  const [state, setState] = useState(() => kept ?? { form: first, key: newKey() });
  const [clean, setClean] = useState(first);
  const { form, key } = state;
  const isDirty = JSON.stringify(bare(form)) !== JSON.stringify(bare(clean));
  useEffect(() => {
    if (isDirty) keep(what, { form, key });
    else forget(what);
  }, [what, form, key, isDirty]);

  const change = (next: (form: OrderForm) => OrderForm) => setState((now) => ({ ...now, form: next(now.form) }));
  const changeLines = (next: (lines: readonly FormLine[]) => readonly FormLine[]) =>
    change((now) => ({ ...now, lines: next(now.lines) }));
  return {
    form,
    key,
    isDirty,
    wasKept: kept !== null,
    set: (part: Partial<OrderForm>) => change((now) => ({ ...now, ...part })),
    add: (article: Article, quantity: number) => changeLines((lines) => withArticle(lines, article, quantity)),
    setLine: (lineKey: string, part: Partial<FormLine>) =>
      changeLines((lines) => lines.map((line) => (line.key === lineKey ? { ...line, ...part } : line))),
    removeLine: (lineKey: string) => changeLines((lines) => lines.filter((line) => line.key !== lineKey)),
    learn: (sku: string, part: (line: FormLine) => Partial<FormLine>) =>
      changeLines((lines) => lines.map((line) => (line.sku === sku ? { ...line, ...part(line) } : line))),
    reset: () => setState({ form: clean, key: newKey() }),
    /** Saved elsewhere: the stored input is discarded. */
    settle: () => {
      forget(what);
      setClean(form);
    },
  };
}

export type FormState = ReturnType<typeof useOrderForm>;

/** Without the data that is only displayed about the articles. */
const bare = ({ lines, ...form }: OrderForm) => ({
  ...form,
  lines: lines.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
});
