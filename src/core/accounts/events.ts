import { z } from "zod";
import { eventType } from "../kernel/event.ts";

export const sessionsRevoked = eventType({
  type: "user.sessions_revoked",
  description: "A user has signed out devices of theirs.",
  subjectType: "user",
  data: z.object({ count: z.int().describe("How many sessions were ended.") }),
});

export const passwordResetRequested = eventType({
  type: "user.password_reset_requested",
  description: "A link to choose a new password was mailed to a user.",
  subjectType: "user",
  data: z.object({}),
});

export const factorRequirement = eventType({
  type: "tenant.second_factor_required",
  description: "Whether everybody needs a second factor to sign in was changed.",
  subjectType: "tenant",
  data: z.object({ required: z.boolean() }),
});
