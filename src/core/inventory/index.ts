export { adjustStock } from "./adjust-stock.ts";
export { allocateStock } from "./allocate-stock.ts";
export { configureLevel } from "./configure-level.ts";
export { listLevels } from "./list-levels.ts";
export { listMovements } from "./list-movements.ts";
export { previewAdjustment } from "./preview-adjustment.ts";
