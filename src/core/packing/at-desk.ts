import type { Actor } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import type { Call, WriteContext } from "../kernel/operation.ts";
import { lockDesks, writeDesks } from "./desk-store.ts";
import type { Command, Desk, Verdict } from "./desk.ts";
import { renewDesks } from "./parcel.ts";
import { refusals } from "./refusals.ts";
import type { PackingAnswer } from "./schemas.ts";

type Context = WriteContext & { readonly actor: Actor; readonly emit: Call<unknown>["emit"] };

interface Input {
  readonly sessionId: string;
  readonly clientId: string;
  readonly orderId?: string | undefined;
}

/** Decides one command of a session under its lock. Sent again, it gets its first answer. */
export async function atDesk(
  context: Context,
  { kind, input }: { readonly kind: Command["kind"]; readonly input: Input },
  decide: (desk: Desk) => Promise<Verdict>,
): Promise<PackingAnswer> {
  const { tx, now, actor } = context;
  const desk = deskOf(await lockDesks(tx, [input]), input.sessionId);
  const command = { kind, clientId: input.clientId, input };
  const earlier = desk.earlier(command);
  if (earlier !== undefined) return answerOf(earlier.answer);
  desk.refuseStrangers(actor);
  await renewDesks(tx, [desk]);
  await context.race(`packing.${kind}:read`);
  const verdict = refusalBefore(desk, kind, input.orderId) ?? (await decide(desk));
  const answer = desk.decide(command, verdict, now);
  writeDesks(context, [desk]);
  return answer;
}

/** Why a command is refused whatever it is: the order is not what the caller thinks. */
export function refusalBefore(desk: Desk, kind: Command["kind"], orderId: string | undefined): Verdict | undefined {
  const isPutBackAnyway = kind === "skip" && desk.order !== undefined;
  const news = isPutBackAnyway ? undefined : desk.takeNews();
  if (news !== undefined) return { refusal: news, order: true };
  const { order } = desk;
  if (orderId === undefined || order === undefined || order.id === orderId.toLowerCase()) return undefined;
  return { refusal: refusals.otherOrder(order.number), order: true };
}

export function deskOf(desks: ReadonlyMap<string, Desk>, sessionId: string): Desk {
  const desk = desks.get(sessionId.toLowerCase());
  if (desk === undefined) throw notFound("packing session", sessionId);
  return desk;
}

export function answerOf(answer: PackingAnswer | null): PackingAnswer {
  if (answer === null) throw new Error("A command at a station was kept without its answer");
  return answer;
}
