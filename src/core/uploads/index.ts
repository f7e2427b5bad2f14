export { createUpload } from "./create-upload.ts";
export { finalizeUpload } from "./finalize-upload.ts";
export { getUploadFile } from "./get-file.ts";
export { getUpload } from "./get-upload.ts";
export { settleUpload } from "./settle-upload.ts";
