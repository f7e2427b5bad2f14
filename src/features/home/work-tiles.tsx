"use client";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import type { Overview } from "#features/home/activity.ts";

/** The server counts no further; nobody works through so long a list. */
const most = 10_000;
const dayMs = 86_400_000;

type Count = keyof Overview["counts"];

/** The list behind each figure. */
function placesAt(nowMs: number): Readonly<Record<Count, string>> {
  const daysAgo = (days: number) => new Date(nowMs - days * dayMs).toISOString().slice(0, 10);
  const toShip = "/orders?status=pending,processing&fulfillmentStatus=unfulfilled,partially_fulfilled&onHold=false";
  return {
    toShip,
    late: `${toShip}&placedTo=${daysAgo(2)}&sort=placedAt`,
    held: "/orders?onHold=true",
    unpaid: `/orders?paymentStatus=unpaid,authorized,partially_paid&status=pending,processing,shipped,delivered&placedFrom=${daysAgo(90)}`,
    stockLow: "/stock?low=true",
    deliveriesFailed: "/deliveries?state=failed",
  };
}

const tones: Readonly<Record<Count, "plain" | "amber" | "red">> = {
  toShip: "plain",
  late: "red",
  held: "amber",
  unpaid: "plain",
  stockLow: "amber",
  deliveriesFailed: "red",
};

const order: readonly Count[] = ["toShip", "late", "held", "unpaid", "stockLow", "deliveriesFailed"];

/** What there is to do. A figure of nothing is quiet. */
export function WorkTiles({ counts, nowMs }: { counts: Overview["counts"]; nowMs: number }) {
  const t = useTranslations("home");
  const places = placesAt(nowMs);
  return (
    <StatRow>
      {order.map((name) => {
        const count = counts[name];
        return (
          <StatTile
            key={name}
            label={t(`tile.${name}`)}
            value={count < most ? <Quantity value={count} quietZero /> : t("atLeast", { count: most })}
            tone={count > 0 ? tones[name] : "plain"}
            note={t(`tileNote.${name}`)}
            href={places[name]}
          />
        );
      })}
    </StatRow>
  );
}
