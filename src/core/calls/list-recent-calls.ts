import { query } from "../kernel/operation.ts";
import { ListRecentCallsInput, type RecentCall, RecentCallPage } from "./schemas.ts";
import { type NamedCall, readRecentCalls } from "./store.ts";

export const listRecentCalls = query({
  name: "calls.listRecent",
  summary: "Lists the newest calls over a transport, with their request ids and errors.",
  scope: "jobs:read",
  audience: "screens",
  input: ListRecentCallsInput,
  output: RecentCallPage,
  failures: [],
  run: async ({ read }, input) => ({ data: (await readRecentCalls(read, input)).map(viewOf) }),
});

function viewOf({ at, principal, name, durationMs, ...call }: NamedCall): RecentCall {
  const colon = principal.indexOf(":");
  const [type, id] = [principal.slice(0, colon), principal.slice(colon + 1)];
  const caller = { type, id, name: type === "system" ? id : name };
  return { ...call, at: at.toISOString(), caller, durationMs: Math.round(durationMs * 10) / 10 };
}
