import { config } from "zod/v4/core";
import { pageNonce } from "#components/nonce.ts";
import { makeFetchPatient } from "#features/shell/patient-fetch.ts";

/** What must hold before any library runs: zod without `new Function`, the nonce for libraries that write styles, screens that wait
 * for the network. */
if (typeof window !== "undefined") {
  config({ jitless: true });
  makeFetchPatient();
  Object.assign(globalThis, { __webpack_nonce__: pageNonce() });
  // Browsers have it in secure contexts only; a page that cannot be fetched is theirs to explain elsewhere.
  if (process.env.NODE_ENV === "production")
    void navigator.serviceWorker?.register("/offline-worker.js").catch(() => undefined);
}
