"use client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import { type Endpoint, lastDelivery } from "#features/webhooks/endpoint-params.ts";

export function EndpointTiles({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("webhooks.tile");
  const { locale } = useFormatSettings();
  const { id, failed, pending, last24h, health } = endpoint;
  const { succeeded, failed: missed, successRate } = last24h;
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const last = lastDelivery(endpoint);
  return (
    <StatRow>
      <StatTile
        label={t("rate")}
        value={
          successRate === null ? (
            <span className="text-ink-3">–</span>
          ) : (
            percent.format(Math.floor(successRate * 1000) / 1000)
          )
        }
        tone={successRate !== null && successRate < 0.95 ? "red" : "plain"}
        note={successRate === null ? t("nothing") : t("attempts", { succeeded, failed: missed })}
      />
      <StatTile
        label={t("failed")}
        value={<Quantity value={failed} quietZero />}
        tone={failed > 0 ? "red" : "plain"}
        note={t("failedNote")}
        href={`/deliveries?endpoint=${id}&state=failed`}
      />
      <StatTile
        label={t("pending")}
        value={<Quantity value={pending} quietZero />}
        note={t("pendingNote")}
        href={`/deliveries?endpoint=${id}&state=waiting`}
      />
      <StatTile
        label={t("last")}
        value={last === null ? <span className="text-ink-3">–</span> : <RelativeTime at={last} className="text-xl" />}
        note={health.failures > 0 ? t("inARow", { count: health.failures }) : t("lastNote")}
      />
    </StatRow>
  );
}
