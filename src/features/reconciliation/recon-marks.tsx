"use client";
import { useTranslations } from "use-intl";
import { type RingFill, RingGlyph } from "#components/patterns/status-glyph.tsx";
import { Badge, DotStatus, type Tone } from "#components/ui/badge.tsx";
import { useNames } from "#features/orders/use-names.ts";
import type { Difference, Kind, PartnerDetail, Run } from "./reconciliation-params.ts";

const tones: Record<Run["status"], Tone> = { queued: "neutral", running: "blue", done: "green", failed: "red" };

export function RunStatusMark({ status }: { status: Run["status"] }) {
  const t = useTranslations("reconciling.status");
  return <DotStatus tone={tones[status]}>{t(status)}</DotStatus>;
}

const kindTones: Record<Kind, Tone> = { missing_here: "violet", missing_there: "blue", differs: "amber" };

export function KindBadge({ kind }: { kind: Kind }) {
  const t = useTranslations("reconciling.kind");
  return <Badge tone={kindTones[kind]}>{t(kind)}</Badge>;
}

const glyphs: Record<Difference["state"], { fill: RingFill; className: string }> = {
  open: { fill: 0, className: "text-amber" },
  repaired: { fill: "check", className: "text-green" },
  ignored: { fill: "dashed", className: "text-grey" },
  failed: { fill: "cross", className: "text-red" },
};

export function DifferenceStateMark({ state }: { state: Difference["state"] }) {
  const t = useTranslations("reconciling.state");
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <RingGlyph {...glyphs[state]} />
      {t(state)}
    </span>
  );
}

/** A short summary of what is compared with a partner. */
export function useComparesWords(): (partner: Pick<PartnerDetail, "compares" | "channel" | "location">) => string {
  const t = useTranslations("reconciling");
  const { channelName, locationName } = useNames();
  return ({ compares, channel, location }) => {
    if (compares === "orders") return t("comparesOrders", { channel: channelName(channel ?? "") });
    return location === null ? t("comparesAllStock") : t("comparesStock", { location: locationName(location) });
  };
}
