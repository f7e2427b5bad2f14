/**
 * The hub that `next start` and serverless hosts create on the first request: it relays events and runs no consumers.
 */
import { bootHosted } from "#server/boot.ts";

await bootHosted();
process.send?.("ready");
