import type { Actor } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import type { Call, WriteContext } from "../kernel/operation.ts";
import { renewStations } from "./parcel.ts";
import { refusals } from "./refusals.ts";
import type { PackingAnswer } from "./schemas.ts";
import { lockStations, writeStations } from "./station-store.ts";
import type { Command, Station, Verdict } from "./station.ts";

type Context = WriteContext & { readonly actor: Actor; readonly emit: Call<unknown>["emit"] };

interface Input {
  readonly sessionId: string;
  readonly clientId: string;
  readonly orderId?: string | undefined;
}

/** Decides one command of a session under its lock. Sent again, it gets its first answer. */
export async function atStation(
  context: Context,
  { kind, input }: { readonly kind: Command["kind"]; readonly input: Input },
  decide: (station: Station) => Promise<Verdict>,
): Promise<PackingAnswer> {
  const { tx, now, actor } = context;
  const station = stationOf(await lockStations(tx, [input]), input.sessionId);
  const command = { kind, clientId: input.clientId, input };
  const earlier = station.earlier(command);
  if (earlier !== undefined) return answerOf(earlier.answer);
  station.refuseStrangers(actor);
  await renewStations(tx, [station]);
  await context.race(`packing.${kind}:read`);
  const verdict = refusalBefore(station, kind, input.orderId) ?? (await decide(station));
  const answer = station.decide(command, verdict, now);
  writeStations(context, [station]);
  return answer;
}

/** Why a command is refused whatever it is: the order is not what the caller thinks. */
export function refusalBefore(
  station: Station,
  kind: Command["kind"],
  orderId: string | undefined,
): Verdict | undefined {
  const isPutBackAnyway = kind === "skip" && station.order !== undefined;
  const news = isPutBackAnyway ? undefined : station.takeNews();
  if (news !== undefined) return { refusal: news, order: true };
  const { order } = station;
  if (orderId === undefined || order === undefined || order.id === orderId.toLowerCase()) return undefined;
  return { refusal: refusals.otherOrder(order.number), order: true };
}

export function stationOf(stations: ReadonlyMap<string, Station>, sessionId: string): Station {
  const station = stations.get(sessionId.toLowerCase());
  if (station === undefined) throw notFound("packing session", sessionId);
  return station;
}

export function answerOf(answer: PackingAnswer | null): PackingAnswer {
  if (answer === null) throw new Error("A command at a station was kept without its answer");
  return answer;
}
