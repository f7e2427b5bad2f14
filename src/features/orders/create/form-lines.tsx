"use client";
import { X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Money } from "#components/format/money.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { MoneyInput } from "#components/ui/money-input.tsx";
import { QuantityInput } from "#components/ui/number-input.tsx";
import { useMoneyText } from "../detail/dialogs/use-money-text.ts";
import type { Names } from "../use-names.ts";
import { Availability } from "./article-entry.tsx";
import { asksTooMuch, availableOf, type FormLine } from "./form-state.ts";
import { type LineProblem, stillStands } from "./problems.ts";
import type { FormState } from "./use-order-form.ts";

type FormLinesProps = {
  state: FormState;
  currency: string;
  names: Names;
  problems: ReadonlyMap<string, LineProblem>;
  /** Back to the field for the next article. */
  onNext: () => void;
};

export function FormLines({ state, currency, names, problems, onNext }: FormLinesProps) {
  return (
    <ul className="divide-y">
      {state.form.lines.map((line) => {
        const problem = problems.get(line.key);
        return (
          <FormLineRow
            key={line.key}
            line={line}
            currency={currency}
            names={names}
            problem={problem && stillStands(problem, line) ? problem : undefined}
            onChange={(part) => state.setLine(line.key, part)}
            onRemove={() => {
              state.removeLine(line.key);
              onNext();
            }}
            onNext={onNext}
          />
        );
      })}
    </ul>
  );
}

type FormLineRowProps = {
  line: FormLine;
  currency: string;
  names: Names;
  problem: LineProblem | undefined;
  onChange: (part: Partial<FormLine>) => void;
  onRemove: () => void;
  onNext: () => void;
};

function FormLineRow({ line, currency, names, problem, onChange, onRemove, onNext }: FormLineRowProps) {
  const t = useTranslations("orderForm.articles");
  const money = useMoneyText(currency);
  const { name, listPrice, unitPrice } = line;
  const tooMuch = asksTooMuch(line);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement || event.metaKey || event.ctrlKey) return;
    if (event.key !== "Enter") return;
    event.preventDefault();
    onNext();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- handles the keys of the fields inside
    <li
      onKeyDown={onKeyDown}
      className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-2 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto_7rem_6rem_auto]"
    >
      <div className="min-w-0 text-sm sm:pt-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-3">
          <span className="font-mono">{line.sku}</span>
          {line.levels ? <Availability levels={line.levels} names={names} /> : null}
          {listPrice !== null && unitPrice !== listPrice ? (
            <button
              type="button"
              className="rounded-sm text-accent-ink hover:underline"
              title={t("resetPrice")}
              onClick={() => onChange({ unitPrice: listPrice })}
            >
              {t("listPrice", { price: money(listPrice) })}
            </button>
          ) : null}
        </p>
      </div>
      <div className="flex items-center gap-3 max-sm:col-span-2 sm:contents">
        <QuantityInput
          label={t("quantity", { name })}
          value={line.quantity}
          min={1}
          max={999_999}
          invalid={tooMuch || problem?.kind === "short"}
          onValueChange={(quantity) => onChange({ quantity })}
        />
        <MoneyInput
          label={t("price", { name })}
          value={unitPrice}
          onValueChange={(price) => onChange({ unitPrice: price })}
          currency={currency}
          className={cx("max-sm:w-28", problem?.kind === "price" && "[&_input]:border-red")}
        />
        <span className="text-right text-sm max-sm:ml-auto sm:pt-1.5">
          <Money amount={unitPrice === null ? null : unitPrice * line.quantity} currency={currency} />
        </span>
      </div>
      <IconButton
        label={t("remove", { name })}
        tip={false}
        className="max-sm:col-start-2 max-sm:row-start-1"
        onClick={onRemove}
      >
        <X />
      </IconButton>
      <LineNotice
        line={line}
        problem={problem}
        tooMuch={tooMuch}
        onChange={onChange}
        onRemove={onRemove}
        onNext={onNext}
      />
    </li>
  );
}

type LineNoticeProps = Omit<FormLineRowProps, "currency" | "names"> & { tooMuch: boolean };

/** The line's error and a button that fixes it. */
function LineNotice({ line, problem, tooMuch, onChange, onRemove, onNext }: LineNoticeProps) {
  const t = useTranslations("orderForm.articles");
  if (!problem && !tooMuch) return null;
  if (problem?.kind === "price" || problem?.kind === "other") {
    return (
      <p role="alert" className="col-span-full text-xs text-red-ink">
        {problem.kind === "price" ? t("priceNeeded") : problem.text}
      </p>
    );
  }
  const available = problem ? problem.available : (availableOf(line) ?? 0);
  const text = available === 0 ? t("shortNone") : t("short", { available, requested: line.quantity });
  return (
    <div
      role={problem ? "alert" : "status"}
      className={cx(
        "col-span-full flex items-center justify-between gap-3 rounded-md px-3 py-1.5 text-sm",
        problem ? "bg-red-soft text-red-ink" : "bg-amber-soft text-amber-ink",
      )}
    >
      {text}
      <Button
        size="sm"
        data-fix=""
        onClick={(event) => {
          const next = nextFix(event.currentTarget);
          if (available === 0) onRemove();
          else onChange({ quantity: available });
          if (next) next.focus();
          else onNext();
        }}
      >
        {available === 0 ? t("drop") : t("take", { count: available })}
      </Button>
    </div>
  );
}

/** Moves on to the next line with a shortage, so that repeated Enter fixes them all. */
function nextFix(pressed: HTMLElement): HTMLElement | undefined {
  const fixes = [...(pressed.closest("ul")?.querySelectorAll<HTMLElement>("[data-fix]") ?? [])];
  return fixes.find((fix) => fix !== pressed);
}
