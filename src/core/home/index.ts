export { overview } from "./overview.ts";
export { rebuildFigures } from "./rebuild-figures.ts";
