import type { ReactNode } from "react";

export type DataColumn<T> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Numbers and money stand right. */
  align?: "left" | "right";
  /** In px; a column without one shares the room that is left. */
  width?: number;
  /** Holds the row's link when there is a `rowHref`. One per table. */
  primary?: boolean;
  /** The heading is read out but not seen. */
  headerHidden?: boolean;
  /** Left out below this width of the window. */
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
