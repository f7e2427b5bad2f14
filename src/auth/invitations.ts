import { unknownInvitation } from "#core/invitations/errors.ts";
import { acceptInvitation, lookAtInvitation } from "#core/invitations/index.ts";
import { tenantOf } from "#core/invitations/token.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { newId, type TenantId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";

interface Given {
  readonly token: string;
  readonly requestId?: string;
}

/** Nobody is signed in yet: the link alone proves them, and its shop acts. */
const acting = (token: string): { tenantId: TenantId; actor: ReturnType<typeof systemActor> } => {
  const tenantId = tenantOf(token);
  if (tenantId === undefined) throw unknownInvitation();
  return { tenantId, actor: systemActor(tenantId, "invitation") };
};

export async function lookAt(hub: Hub, { token, requestId = newId() }: Given) {
  const { actor } = acting(token);
  return (await execute(hub, actor, lookAtInvitation, { token }, { transport: "rest", requestId })).output;
}

/** Creates the user, who may then be given a session. */
export async function accept(
  hub: Hub,
  { token, requestId = newId(), ...chosen }: Given & { readonly name: string; readonly password: string },
): Promise<{ id: string; tenantId: TenantId }> {
  const { actor, tenantId } = acting(token);
  const input = { token, ...chosen };
  const { output } = await execute(hub, actor, acceptInvitation, input, { transport: "page", requestId });
  return { id: output.userId, tenantId };
}
