import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { deviceOf } from "./device.ts";
import { SessionList } from "./schemas.ts";
import { openSessions } from "./session-store.ts";

const EXAMPLE = {
  id: "019ad0a5-3f60-7c25-9a51-0d4f6b1c2e77",
  device: "Firefox on Linux",
  address: "203.0.113.7",
  current: true,
  createdAt: "2026-11-22T09:30:00.000Z",
  lastSeenAt: "2026-11-22T11:45:00.000Z",
};

export const listSessions = query({
  name: "sessions.list",
  summary: "Lists the devices on which the caller is signed in, the last used first.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({}),
  output: SessionList,
  failures: [],
  examples: { output: { data: [EXAMPLE] } },
  run: async ({ read, actor, now }) => {
    const sessions = await openSessions(read, personOf(actor), now);
    const data = sessions.map(({ id, userAgent, ip, createdAt, lastSeenAt }) => ({
      id,
      device: deviceOf(userAgent),
      address: ip,
      current: id === actor.session?.id,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
    }));
    return { data };
  },
});
