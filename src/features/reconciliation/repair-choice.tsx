"use client";
import { useTranslations } from "use-intl";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Compares, Direction } from "./reconciliation-params.ts";

type RepairChoiceProps = {
  compares: Compares;
  directions: readonly Direction[];
  value: Direction | null;
  onValueChange: (direction: Direction) => void;
  /** Of the single stock level. */
  counts?: { theirs: number; ours: number } | null;
};

/** A choice between the two values with their effects; with only one option, just its effect. */
export function RepairChoice({ compares, directions, value, onValueChange, counts = null }: RepairChoiceProps) {
  const t = useTranslations("reconciling.repair");
  const will = (direction: Direction) => {
    if (compares === "orders") return t(`will.orders_${direction}`);
    if (direction === "here" && counts) return t("will.stock_here_one", counts);
    return t(`will.stock_${direction}`);
  };
  const [only] = directions;
  if (only !== undefined && directions.length === 1)
    return (
      <div className="grid gap-1 text-sm">
        <p className="font-medium">{t("what")}</p>
        <p className="text-ink-2">{will(only)}</p>
      </div>
    );
  return (
    <div className="grid gap-2">
      <p className="text-sm font-medium">{t("title")}</p>
      <RadioGroup<Direction | "none">
        label={t("title")}
        value={value ?? "none"}
        onValueChange={(next) => {
          if (next !== "none") onValueChange(next);
        }}
        options={directions.map((direction) => ({
          value: direction,
          label: t(`direction.${direction}`),
          hint: will(direction),
        }))}
      />
    </div>
  );
}
