"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type Ref, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { QuantityInput } from "#components/ui/number-input.tsx";
import type { OrderLine } from "../order-rules.ts";

export type Picks = Readonly<Record<string, number>>;

export const pickedUnits = (picks: Picks): number => Object.values(picks).reduce((sum, units) => sum + units, 0);

export const picksToLines = (picks: Picks): { id: string; quantity: number }[] =>
  Object.entries(picks)
    .filter(([, quantity]) => quantity > 0)
    .map(([id, quantity]) => ({ id, quantity }));

type LinePickerProps = {
  label: string;
  lines: readonly OrderLine[];
  picks: Picks;
  onPicksChange: (picks: Picks) => void;
  /** The maximum quantity per line. */
  most: (line: OrderLine) => number;
  /** Under a line's name: its location and open quantity. */
  note?: (line: OrderLine) => ReactNode;
  /** Lines with errors. */
  faulty?: ReadonlySet<string>;
};

/** Quantities per line. Long orders scroll inside; one button selects all or none. */
export function LinePicker(props: LinePickerProps) {
  const { label, lines, onPicksChange, most } = props;
  const t = useTranslations("orderDialog.ship");
  const setAll = (units: (line: OrderLine) => number) =>
    onPicksChange(Object.fromEntries(lines.map((line) => [line.id, units(line)])));
  return (
    <section aria-label={label} className="grid gap-1.5">
      <div className="flex items-center justify-between">
        <h3 className="text-sm font-medium">{label}</h3>
        <span className="flex gap-1">
          <Button size="sm" variant="ghost" onClick={() => setAll(most)}>
            {t("all")}
          </Button>
          <Button size="sm" variant="ghost" onClick={() => setAll(() => 0)}>
            {t("none")}
          </Button>
        </span>
      </div>
      <PickList {...props} />
    </section>
  );
}

const ROW_PX = 57;
const FEW = 40;

/** Of hundreds of lines only the visible ones are rendered. */
function PickList({ lines, ...rest }: LinePickerProps) {
  const scroller = useRef<HTMLUListElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    enabled: lines.length > FEW,
  });
  const items = lines.length > FEW ? virtual.getVirtualItems() : undefined;
  return (
    <ul ref={scroller} className="scroll-thin max-h-[min(22rem,45dvh)] overflow-y-auto rounded-lg border">
      {items ? (
        <>
          <li aria-hidden="true" style={{ height: items[0]?.start ?? 0 }} />
          {items.map(({ index }) => {
            const line = lines[index];
            return line ? (
              <PickRow key={line.id} ref={virtual.measureElement} index={index} line={line} {...rest} />
            ) : null;
          })}
          <li aria-hidden="true" style={{ height: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) }} />
        </>
      ) : (
        lines.map((line, index) => <PickRow key={line.id} index={index} line={line} {...rest} />)
      )}
    </ul>
  );
}

type PickRowProps = Omit<LinePickerProps, "lines" | "label"> & {
  line: OrderLine;
  index: number;
  ref?: Ref<HTMLLIElement>;
};

function PickRow({ line, index, picks, onPicksChange, most, note, faulty, ref }: PickRowProps) {
  return (
    <li ref={ref} data-index={index} className="flex items-center gap-3 border-b px-3 py-2 last:border-b-0">
      <div className="min-w-0 flex-1 text-sm">
        <p className="truncate font-medium">{line.name}</p>
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-3">
          <span className="font-mono">{line.sku}</span>
          {note?.(line)}
        </p>
      </div>
      <QuantityInput
        label={line.name}
        value={picks[line.id] ?? 0}
        min={0}
        max={most(line)}
        disabled={most(line) === 0}
        invalid={faulty?.has(line.id) ?? false}
        onValueChange={(quantity) => onPicksChange({ ...picks, [line.id]: quantity })}
      />
    </li>
  );
}
