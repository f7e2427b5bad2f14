import type { z } from "zod";
import type { Level } from "./engine.ts";
import type { StockLevelView } from "./schemas.ts";

type View = z.input<typeof StockLevelView>;

/** A stock level with its derived quantities. */
export interface LevelRecord extends Level {
  readonly productId: string;
  readonly title: string;
  readonly updatedAt: Date;
}

export const viewOf = (level: LevelRecord): View => ({ ...level, updatedAt: level.updatedAt.toISOString() });
