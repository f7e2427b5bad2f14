import type { Applying } from "../events/consumer.ts";
import { fanOut } from "./fan-out-store.ts";

/** Makes deliveries of events. */
export const webhookFanOut: Applying = { name: "webhooks", start: "head", apply: fanOut };
