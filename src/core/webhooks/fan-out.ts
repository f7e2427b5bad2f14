import type { Applying } from "../events/consumer.ts";
import { fanOut } from "./fan-out-store.ts";

/** Creates deliveries from events. */
export const webhookFanOut: Applying = { name: "webhooks", start: "head", apply: fanOut };
