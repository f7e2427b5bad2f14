import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const customerCreated = eventType({
  type: "customer.created",
  description: "A customer was created.",
  subjectType: "customer",
  data: z.object({ name: z.string(), email: z.string().nullable() }),
});

export const customerUpdated = eventType({
  type: "customer.updated",
  description: "A customer was updated.",
  subjectType: "customer",
  data: z.object({ name: z.string(), email: z.string().nullable() }),
});
