export { bookDocuments } from "./book-documents.ts";
export { cancelImport } from "./cancel-import.ts";
export { claimImport, releaseImport, renewImport } from "./claim-import.ts";
export { finishImport } from "./finish-import.ts";
export { getImport } from "./get-import.ts";
export { listImports } from "./list-imports.ts";
export { listPresets } from "./list-presets.ts";
export { listReports } from "./list-reports.ts";
export { startImport } from "./start-import.ts";
