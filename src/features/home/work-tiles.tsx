"use client";
import { useTranslations } from "use-intl";
import { Quantity } from "#components/format/quantity.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import type { Overview } from "#features/home/activity.ts";

/** The server's count is capped; nobody works through so long a list. */
const most = 10_000;

type Count = keyof Overview["counts"];

/** The list behind each figure: the core defines both once. */
const places: Readonly<Record<Count, string>> = {
  toShip: "/orders?work=to_ship",
  late: "/orders?work=late&sort=placedAt",
  held: "/orders?work=held",
  unpaid: "/orders?work=unpaid",
  stockLow: "/stock?low=true",
  deliveriesFailed: "/deliveries?state=failed",
};

const tones: Readonly<Record<Count, "plain" | "amber" | "red">> = {
  toShip: "plain",
  late: "red",
  held: "amber",
  unpaid: "plain",
  stockLow: "amber",
  deliveriesFailed: "red",
};

const order: readonly Count[] = ["toShip", "late", "held", "unpaid", "stockLow", "deliveriesFailed"];

/** The tasks to do. A zero is muted. */
export function WorkTiles({ counts }: { counts: Overview["counts"] }) {
  const t = useTranslations("home");
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
