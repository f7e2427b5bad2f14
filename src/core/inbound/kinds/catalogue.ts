import { badSignature } from "../errors.ts";
import type { SourceKind } from "../schemas.ts";
import { carrier } from "./carrier.ts";
import type { Kind } from "./kind.ts";
import { shopify } from "./shopify.ts";
import { digestOf } from "./signatures.ts";
import { standard } from "./standard.ts";
import { stripe } from "./stripe.ts";

/** Queue messages cannot arrive over HTTP, so none verifies. */
const queue: Kind = {
  verify() {
    throw badSignature();
  },
  envelope: ({ body }) => ({ externalId: digestOf(body), type: "message" }),
};

export const kinds: Readonly<Record<SourceKind, Kind>> = { standard, stripe, shopify, carrier, queue };
