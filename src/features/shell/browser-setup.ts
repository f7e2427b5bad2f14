import { config } from "zod/v4/core";
import { pageNonce } from "#components/nonce.ts";

/** What must hold before any library runs: zod without `new Function`, and the nonce for libraries that write styles. */
if (typeof window !== "undefined") {
  config({ jitless: true });
  Object.assign(globalThis, { __webpack_nonce__: pageNonce() });
}
