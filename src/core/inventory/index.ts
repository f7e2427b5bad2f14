export { adjustStock } from "./adjust-stock.ts";
export { allocateStock } from "./allocate-stock.ts";
export { configureLevel } from "./configure-level.ts";
export { listLevels } from "./list-levels.ts";
export { listMovements } from "./list-movements.ts";
export { summariseLow } from "./summarise-low.ts";
export { previewAdjustment } from "./preview-adjustment.ts";
export { lookupLevels } from "./lookup-levels.ts";
