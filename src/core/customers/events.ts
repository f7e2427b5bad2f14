import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const customerCreated = eventType({
  type: "customer.created",
  description: "A customer is known to us for the first time.",
  subjectType: "customer",
  data: z.object({ name: z.string(), email: z.string().nullable() }),
});

export const customerUpdated = eventType({
  type: "customer.updated",
  description: "Details of a customer were changed.",
  subjectType: "customer",
  data: z.object({ name: z.string(), email: z.string().nullable() }),
});
