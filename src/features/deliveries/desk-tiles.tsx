"use client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import type { Outputs } from "#features/trpc/client.ts";

/** The server's count is capped. */
const most = 10_000;

/** The delivery figures, each a link to its deliveries. */
export function DeskTiles({ overview }: { overview: Outputs["webhooks"]["overview"] | undefined }) {
  const t = useTranslations("deliveries.tile");
  const { locale } = useFormatSettings();
  const number = numberFormat(locale, {});
  const show = (value: number | undefined) =>
    value === undefined ? (
      <span className="text-ink-3">–</span>
    ) : value < most ? (
      <Quantity value={value} quietZero />
    ) : (
      `${number.format(most)}+`
    );
  const { failingEndpoints = 0, failed = 0, medianMs = null } = overview ?? {};
  return (
    <StatRow className="mx-4 mb-4 shrink-0 md:mx-6">
      <StatTile
        label={t("failingEndpoints")}
        value={show(overview?.failingEndpoints)}
        tone={failingEndpoints > 0 ? "red" : "plain"}
        note={t(failingEndpoints > 0 ? "failingNote" : "noneFailing")}
        href="/integrations/webhooks?health=failing"
      />
      <StatTile
        label={t("failed")}
        value={show(overview?.failed)}
        tone={failed > 0 ? "red" : "plain"}
        note={t("failedNote")}
        href="/deliveries?state=failed"
      />
      <StatTile
        label={t("retrying")}
        value={show(overview?.retrying)}
        tone={(overview?.retrying ?? 0) > 0 ? "amber" : "plain"}
        note={t("retryingNote")}
        href="/deliveries?state=retrying"
      />
      <StatTile
        label={t("delivered")}
        value={show(overview?.deliveredLastHour)}
        note={medianMs === null ? t("noMedian") : t("median", { ms: medianMs })}
        href="/deliveries?state=delivered"
      />
    </StatRow>
  );
}
