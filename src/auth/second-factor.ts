import { signInOver } from "#core/accounts/errors.ts";
import { beginFactor, confirmFactor, promoteSession } from "#core/accounts/index.ts";
import { type Actor, systemActor, userActor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { type Pending, pendingOf } from "./sessions.ts";

interface From {
  readonly ip: string | undefined;
}

async function pendingFor(
  hub: Hub,
  sid: string | undefined,
  ...awaited: readonly Pending["awaits"][]
): Promise<Pending> {
  const pending = sid === undefined ? undefined : await pendingOf(hub, sid);
  if (pending === undefined || !awaited.includes(pending.awaits)) throw signInOver();
  return pending;
}

/** Finishes a sign-in by a code. Returns the id of a new session; the one that knew the password only ends with it. */
export async function promote(
  hub: Hub,
  sid: string | undefined,
  { code, ip }: From & { code: string },
): Promise<string> {
  const { id, person } = await pendingFor(hub, sid, "code", "promotion");
  const actor = systemActor(person.tenantId, "sign-in");
  const input = { id, userId: person.id, code, address: ip };
  const { output } = await execute(hub, actor, promoteSession, input, { transport: "page", address: ip });
  return `${person.tenantId}.${output.id}`;
}

/** Where one is required: who has none adds it before the first session that opens anything. */
export async function enrol(hub: Hub, sid: string | undefined, { ip }: From) {
  const pending = await pendingFor(hub, sid, "enrolment");
  return (await execute(hub, actorOf(hub, pending), beginFactor, {}, { transport: "page", address: ip })).output;
}

export async function confirmEnrolment(
  hub: Hub,
  sid: string | undefined,
  { ip, ...given }: From & { id: string; code: string },
) {
  const pending = await pendingFor(hub, sid, "enrolment");
  return (await execute(hub, actorOf(hub, pending), confirmFactor, given, { transport: "page", address: ip })).output;
}

/** May do nothing but this: it holds no scope. */
const actorOf = (hub: Hub, { id, person }: Pending): Actor => ({
  ...userActor(person),
  scopes: new Set(),
  session: { id, provedAt: hub.clock() }, // the password was given minutes ago at most
});
