import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { atStation } from "./at-station.ts";
import { clientIdReused, stationClosed, takenOver } from "./errors.ts";
import { putBack } from "./put-back.ts";
import { refusals } from "./refusals.ts";
import { PackingAnswer, SkipInput } from "./schemas.ts";

export const skipOrder = command({
  name: "packing.skip",
  summary: "Gives the order back to the queue. For half an hour this station is not offered it again.",
  scope: "orders:write",
  audience: "public",
  input: SkipInput,
  output: PackingAnswer,
  failures: [notFound, stationClosed, takenOver, clientIdReused],
  examples: { output: { outcome: "accepted", refusal: null, order: null, shipment: null } },
  run: (context, input) =>
    atStation(context, { kind: "skip", input }, async (station) => {
      if (station.order === undefined) return { refusal: refusals.noOrder() };
      await putBack(context, station, input.reason);
      return {};
    }),
});
