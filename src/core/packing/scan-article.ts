import type { z } from "zod";
import { isHubError, notFound } from "../kernel/errors.ts";
import { command, type Outcome } from "../kernel/operation.ts";
import { answerOf, stationOf, refusalBefore } from "./at-station.ts";
import { clientIdReused, stationClosed, takenOver } from "./errors.ts";
import { renewStations } from "./parcel.ts";
import { type Article, findArticles } from "./queue-store.ts";
import { refusals } from "./refusals.ts";
import { fit, linesNamed, spellings } from "./rules.ts";
import { PackingAnswer, ScanInput } from "./schemas.ts";
import { lockStations, writeStations } from "./station-store.ts";
import type { Station, Verdict } from "./station.ts";

type Input = z.output<typeof ScanInput>;

export const scanArticle = command({
  name: "packing.scan",
  summary: "Puts a scanned article into the parcel. What does not belong there is refused in the answer.",
  scope: "orders:write",
  audience: "public",
  input: ScanInput,
  output: PackingAnswer,
  failures: [notFound, stationClosed, takenOver, clientIdReused],
  examples: { output: { outcome: "accepted", refusal: null, order: null, shipment: null } },
  async runMany(context, calls) {
    const { tx, now } = context;
    const stations = await lockStations(
      tx,
      calls.map(({ input }) => input),
    );
    await context.race("packing.scan:read");
    await renewStations(tx, stations.values());
    const strange = calls.flatMap(({ input: { sessionId, code } }) => {
      const { lines = [] } = stations.get(sessionId.toLowerCase()) ?? {};
      return lines.length === 0 || linesNamed(lines, code).length > 0 ? [] : [code];
    });
    const articles = await findArticles(tx, strange);
    const decided = new Set<Station>();
    const outcomes = calls.map(({ actor, input }): Outcome<PackingAnswer> => {
      try {
        const station = stationOf(stations, input.sessionId);
        const scan = { kind: "scan", clientId: input.clientId, input } as const;
        const earlier = station.earlier(scan);
        if (earlier !== undefined) return { ok: answerOf(earlier.answer) };
        station.refuseStrangers(actor);
        decided.add(station);
        return { ok: station.decide(scan, verdictOf(station, input, articles), now) };
      } catch (error) {
        if (!isHubError(error)) throw error;
        return { refused: error };
      }
    });
    writeStations(context, [...decided]);
    return outcomes;
  },
});

function verdictOf(station: Station, { code, quantity = 1, orderId }: Input, articles: readonly Article[]): Verdict {
  const refused = refusalBefore(station, "scan", orderId);
  if (refused !== undefined) return refused;
  if (station.order === undefined) return { refusal: refusals.noOrder() };
  const known = linesNamed(station.lines, code);
  const named = known.length > 0 ? known : linesOfArticles(station, code, articles);
  const found = fit(named, quantity);
  switch (found.kind) {
    case "fits":
      return { units: found.units, lines: station.count(found.units, 1) };
    case "surplus":
      return { refusal: refusals.surplus(found.line, found.open), lines: [found.line] };
    case "ambiguous":
      return { refusal: refusals.ambiguous(found.lines) };
    case "wrong": {
      const others = articlesNamed(articles, code);
      return { refusal: others.length === 0 ? refusals.unknownArticle(code) : refusals.wrongArticle(others) };
    }
  }
}

/** Its barcode was given to the article after the parcel was begun. */
function linesOfArticles({ lines }: Station, code: string, articles: readonly Article[]) {
  const ids = new Set(articlesNamed(articles, code).map(({ variantId }) => variantId));
  return lines.filter(({ variantId }) => variantId !== null && ids.has(variantId));
}

function articlesNamed(articles: readonly Article[], code: string): readonly Article[] {
  const all = new Set(spellings(code));
  return articles.filter(({ sku, barcode }) => all.has(sku) || (barcode !== null && all.has(barcode)));
}
