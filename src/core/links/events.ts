import { z } from "zod";
import { eventType } from "../kernel/event.ts";

const LinkFacts = z.object({ orderId: z.string(), number: z.string(), expiresAt: z.string() });

export const linkCreated = eventType({
  type: "customer_link.created",
  description: "A link was made with which a customer sees an order.",
  subjectType: "customer_link",
  data: LinkFacts,
});

export const linkRevoked = eventType({
  type: "customer_link.revoked",
  description: "A customer's link was revoked.",
  subjectType: "customer_link",
  data: LinkFacts,
});
