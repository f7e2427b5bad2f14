import { z } from "zod";
import { eventType } from "../kernel/event.ts";
import { personal } from "../kernel/redaction.ts";

const Person = z.object({ name: personal(z.string()), email: personal(z.string()).nullable() });

export const customerCreated = eventType({
  type: "customer.created",
  description: "A customer was created.",
  subjectType: "customer",
  data: Person,
});

export const customerUpdated = eventType({
  type: "customer.updated",
  description: "A customer was updated.",
  subjectType: "customer",
  data: Person,
});
