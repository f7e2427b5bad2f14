import type { z } from "zod";
import { readLocations } from "../channels/store.ts";
import { type Actor, principalOf } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import type { OrderContext } from "../order/change-order.ts";
import { isCancelled, isDraft, isOnHold } from "../order/errors.ts";
import { fingerprintOf } from "../runtime/event-log.ts";
import { stationOf } from "./at-station.ts";
import {
  clientIdReused,
  notCovered,
  nothingHere,
  orderUnderWay,
  packedElsewhere,
  stationBusy,
  unknownPlace,
} from "./errors.ts";
import { renewStations } from "./parcel.ts";
import { OpenStationInput, PackingSessionView } from "./schemas.ts";
import { viewOf } from "./session-view.ts";
import { insertSession, lockStations, lockStation, writeStations } from "./station-store.ts";
import { type Command, Station } from "./station.ts";
import { chosenOrder, nextOrder } from "./take-order.ts";

/** A station that was quiet for this long is taken over without being asked for. */
const QUIET_MS = 15 * 60_000;

export const openStation = command({
  name: "packing.open",
  summary:
    "Opens a packing station, or goes on at it, with the order under way, a certain one, or the next that waits.",
  scope: "orders:write",
  audience: "public",
  input: OpenStationInput,
  output: PackingSessionView,
  failures: [
    unknownPlace,
    stationBusy,
    clientIdReused,
    orderUnderWay,
    notFound,
    packedElsewhere,
    isDraft,
    isCancelled,
    isOnHold,
    nothingHere,
    notCovered,
  ],
  examples: { output: { notice: null, closedAt: null } },
  async run(context, input) {
    const { tx, now } = context;
    const opening = openingOf(context.actor, input);
    const station = await stationAt(context, input, opening);
    await context.race("packing.open:read");
    const isRepeat = station.earlier(opening) !== undefined;
    if (isRepeat && station.session.owner !== principalOf(context.actor)) return viewOf(station, null); // taken over since
    await renewStations(tx, [station]);
    const notice = station.takeNews() ?? null;
    if (!isRepeat) await take(context, station, input.order);
    const version = isRepeat ? station.session.version : station.touch(now);
    if (!isRepeat)
      station.keep({
        sessionId: station.session.id,
        clientId: input.clientId,
        kind: "open",
        version,
        accepted: true,
        orderId: station.session.orderId,
        fingerprint: fingerprintOf("open", opening.input),
        units: null,
        answer: null,
      });
    writeStations(context, [station]);
    return viewOf(station, notice);
  },
});

type Input = z.output<typeof OpenStationInput>;

/** Sent again by another caller, it is another command. */
const openingOf = (actor: Actor, input: Input): Command => ({
  kind: "open",
  clientId: input.clientId,
  input: { ...input, owner: principalOf(actor) },
});

/** The session of the station under its lock, opened where there is none. A repetition does not take it over again. */
async function stationAt(context: OrderContext, input: Input, opening: Command): Promise<Station> {
  const { tx, now, actor } = context;
  const [location] = await readLocations(tx, [input.location]);
  if (location?.active !== true) throw unknownPlace(input.location);
  const me = { owner: principalOf(actor), ownerName: actor.name };
  const id = await lockStation(tx, location.id, input.station);
  if (id === undefined) {
    const at = now.toISOString();
    const session = {
      id: newId(),
      locationId: location.id,
      location: location.code,
      station: input.station,
      ...me,
      version: 0,
      orderId: null,
      orderVersion: null,
      takenAt: null,
      openedAt: at,
      seenAt: at,
      closedAt: null,
    };
    insertSession(context, session);
    return new Station(session, undefined, []);
  }
  const station = stationOf(await lockStations(tx, [{ sessionId: id, clientId: input.clientId }]), id);
  if (station.isRepeated(opening)) return station;
  const { owner, ownerName, seenAt } = station.session;
  const isQuiet = Date.parse(seenAt) < now.getTime() - QUIET_MS;
  if (owner !== me.owner && !isQuiet && input.takeOver !== true) throw stationBusy(ownerName, seenAt);
  Object.assign(station.session, me);
  return station;
}

async function take({ tx, now }: OrderContext, station: Station, wanted: string | undefined): Promise<void> {
  const { order } = station;
  if (order !== undefined) {
    const isSame = wanted === undefined || wanted.replace(/^#/, "") === order.number || wanted === order.id;
    if (!isSame) throw orderUnderWay(order.number);
    return;
  }
  const parcel = await (wanted === undefined ? nextOrder(tx, station) : chosenOrder(tx, station, wanted));
  if (parcel !== undefined) station.take(parcel.order, parcel.lines, now);
}
