import type { ReactNode } from "react";

export type DataColumn<T> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Right-aligned, for numbers and money. */
  align?: "left" | "right";
  /** In px; a column without one shares the remaining width. */
  width?: number;
  /** Contains the row's link when there is a `rowHref`. One per table. */
  primary?: boolean;
  /** The heading is for screen readers only. */
  headerHidden?: boolean;
  /** Hidden below this window width. */
  from?: "lg" | "xl";
};

export const columnFrom = { lg: "max-lg:hidden", xl: "max-xl:hidden" } as const;

export type Selection = {
  selected: Readonly<Record<string, true>>;
  onSelectedChange: (selected: Record<string, true>) => void;
};

export const rowHeightPx = 35;
export const cardHeightPx = 69;
export const headHeightPx = 34;
