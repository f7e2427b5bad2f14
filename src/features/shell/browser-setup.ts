import { config } from "zod/v4/core";
import { pageNonce } from "#components/nonce.ts";
import { makeFetchPatient } from "#features/shell/patient-fetch.ts";

/**
 * Set up before any library runs: zod without `new Function`, the nonce for libraries that add styles, retries of
 * screens while offline.
 */
if (typeof window !== "undefined") {
  config({ jitless: true });
  makeFetchPatient();
  Object.assign(globalThis, { __webpack_nonce__: pageNonce() });
  // Available in secure contexts only; elsewhere the browser shows its own error page.
  if (process.env.NODE_ENV === "production")
    void navigator.serviceWorker?.register("/offline-worker.js").catch(() => undefined);
}
