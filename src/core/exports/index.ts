export { cancelExport } from "./cancel-export.ts";
export { claimExport, releaseExport, renewExport } from "./claim-export.ts";
export { finishExport } from "./finish-export.ts";
export { getExport } from "./get-export.ts";
export { getExportFile, linkExportFile } from "./get-file.ts";
export { listExports } from "./list-exports.ts";
export { startExport } from "./start-export.ts";
