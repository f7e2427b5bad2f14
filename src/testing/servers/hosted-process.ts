/** What `next start` and serverless hosts make of the first request: a hub that relays and runs no consumers. */
import { bootHosted } from "#server/boot.ts";

await bootHosted();
process.send?.("ready");
