"use client";
import Link from "next/link";
import { memo, type MouseEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { cardHeightPx, columnFrom, type DataColumn, rowHeightPx } from "#components/data-table/data-column.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";

export type RowMode = "both" | "table" | "cards";

export type RowActions<T> = {
  open: (row: T, newTab: boolean) => void;
  approach: (row: T) => void;
  toggle: (index: number, range: boolean) => void;
  activate: (index: number) => void;
};

type DataRowProps<T> = {
  row: T;
  index: number;
  name: string;
  href: string | undefined;
  columns: readonly DataColumn<T>[];
  card: (row: T) => ReactNode;
  mode: RowMode;
  active: boolean;
  selected: boolean;
  selectable: boolean;
  fresh: boolean;
  leaving: boolean;
  actions: RowActions<T>;
};

const interactive = "a, button, input, label, [role=checkbox]";

function Row<T>(props: DataRowProps<T>) {
  const { row, index, name, href, columns, card, mode, active, selected, selectable, fresh, leaving, actions } = props;
  const t = useTranslations("ui");
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest(interactive)) return;
    if (window.getSelection()?.toString()) return;
    actions.activate(index);
    actions.open(row, event.metaKey || event.ctrlKey);
  };
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-description={leaving ? t("leaving") : undefined}
      title={leaving ? t("leaving") : undefined}
      data-leaving={leaving ? "" : undefined}
      tabIndex={active ? 0 : -1}
      onClick={onClick}
      onFocus={() => actions.activate(index)}
      onPointerEnter={() => actions.approach(row)}
      style={{ height: mode === "cards" ? cardHeightPx : mode === "table" ? rowHeightPx : undefined }}
      className={cx(
        "group/row outline-none max-md:h-[69px] md:h-[35px] [&>td]:border-b [&>td]:border-line/80",
        href && "cursor-default",
        selected ? "bg-accent-soft/65" : "hover:bg-hover focus-visible:bg-hover",
        fresh && !leaving && "animate-arrive",
        leaving && "[&>td]:opacity-40 [&>td]:transition-opacity [&>td]:duration-500",
        "focus-visible:[&>td:first-child]:shadow-[inset_2px_0_0_var(--focus)]",
      )}
    >
      {selectable ? <SelectCell {...{ index, name, selected, mode, actions }} /> : null}
      {mode === "cards"
        ? null
        : columns.map((column, place) => (
            <Cell
              key={column.id}
              column={column}
              row={row}
              href={href}
              last={place === columns.length - 1}
              both={mode === "both"}
            />
          ))}
      {mode === "table" ? null : (
        <td
          colSpan={columns.length}
          className={cx("px-4 py-2 align-middle", selectable && "pl-1", mode === "both" && "md:hidden")}
        >
          {href ? (
            <Link href={href} prefetch={false} className="block rounded-sm">
              {card(row)}
            </Link>
          ) : (
            card(row)
          )}
        </td>
      )}
    </tr>
  );
}

function Cell<T>({
  column,
  row,
  href,
  last,
  both,
}: {
  column: DataColumn<T>;
  row: T;
  href: string | undefined;
  last: boolean;
  both: boolean;
}) {
  const content = column.cell(row);
  return (
    <td
      className={cx(
        "h-[35px] truncate px-2.5 text-sm first:pl-4 md:first:pl-6",
        last && "pr-4 md:pr-6",
        column.align === "right" && "tnum text-right",
        column.from && columnFrom[column.from],
        both && "max-md:hidden",
      )}
    >
      {column.primary && href ? (
        <Link href={href} prefetch={false} tabIndex={-1} className="font-medium hover:underline">
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  );
}

type SelectCellProps = {
  index: number;
  name: string;
  selected: boolean;
  mode: RowMode;
  actions: Pick<RowActions<never>, "toggle">;
};

function SelectCell({ index, name, selected, actions }: SelectCellProps) {
  const t = useTranslations("ui");
  return (
    <td data-print="hide" className="w-10 pl-4 align-middle md:pl-6">
      <Checkbox
        tabIndex={-1}
        checked={selected}
        aria-label={t("selectRow", { name })}
        onClick={(event) => actions.toggle(index, event.shiftKey)}
        className={cx(
          "block",
          !selected &&
            "md:opacity-0 md:group-hover/row:opacity-100 md:group-focus-visible/row:opacity-100 md:in-data-selecting:opacity-100 coarse:opacity-100",
        )}
      />
    </td>
  );
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- memo() loses the type parameter; this restores it
export const DataRow = memo(Row) as typeof Row;
