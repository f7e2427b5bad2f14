import type { ComponentProps } from "react";
import { cx } from "#components/cx.ts";

/** Plain table parts for short tables (an order's lines); long lists use the data table. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table {...rest} className={cx("w-full border-collapse text-sm", className)} />;
}

type CellProps = { align?: "left" | "right" | "center" };

const aligns = { left: "text-left", right: "tnum text-right", center: "text-center" };

export function Th({ align = "left", className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        "h-8 px-3 text-xs font-medium whitespace-nowrap text-ink-3 first:pl-0 last:pr-0",
        aligns[align],
        className,
      )}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cx("border-t first:border-t-0 in-[thead]:border-t-0", className)} />;
}

export function Td({ align = "left", className, ...rest }: ComponentProps<"td"> & CellProps) {
  return <td {...rest} className={cx("h-9 px-3 py-2 align-top first:pl-0 last:pr-0", aligns[align], className)} />;
}
