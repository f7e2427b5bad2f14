import type { z } from "zod";
import type { StockLevelView } from "./schemas.ts";

type View = z.input<typeof StockLevelView>;

/** A stock level as the store reads it and a batch changes it. */
export interface LevelRecord extends Omit<View, "updatedAt"> {
  readonly locationId: string;
  /** Goods have been here, other than in imported history. */
  readonly stocked: boolean;
  updatedAt: Date;
}

export const viewOf = (level: LevelRecord): View => ({ ...level, updatedAt: level.updatedAt.toISOString() });
