"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { Alert } from "#components/patterns/alert.tsx";
import { StatRow, StatTile } from "#components/patterns/stat-tile.tsx";
import type { ErpState } from "./erp-params.ts";

const tones = { ok: "plain", away: "amber", failing: "amber", open: "red", not_configured: "plain" } as const;
/** The server's count is capped. */
const most = 10_000;
const code = (words: ReactNode) => <code className="font-mono text-xs text-ink">{words}</code>;

/** How the ERP does, and what is to be looked at. */
export function ErpHealth({ erp }: { erp: ErpState | undefined }) {
  if (erp === undefined) return <ErpTiles erp={undefined} />;
  if (erp.status === "not_configured") return <NotConfigured />;
  return (
    <>
      <ErpTiles erp={erp} />
      <ErpTroubles erp={erp} />
    </>
  );
}

function NotConfigured() {
  const t = useTranslations("erp");
  return (
    <Alert title={t("missing")} className="mx-4 mb-4 md:mx-6">
      {t.rich("missingBody", { code })}
    </Alert>
  );
}

function ErpTiles({ erp }: { erp: ErpState | undefined }) {
  const t = useTranslations("erp.tile");
  const show = useCount();
  const { waiting = 0, dead = 0, stock = null } = erp ?? {};
  return (
    <StatRow className="mx-4 mb-4 shrink-0 md:mx-6">
      <StatTile
        label={t("erp")}
        value={erp === undefined ? <Unknown /> : t(`status.${erp.status}`)}
        tone={erp === undefined ? "plain" : tones[erp.status]}
        note={<Answered erp={erp} />}
      />
      <StatTile
        label={t("waiting")}
        value={show(erp?.waiting)}
        tone={erp !== undefined && waiting > 0 && erp.status !== "ok" ? "amber" : "plain"}
        note={
          erp?.oldestWaitingAt ? (
            <>
              {t("oldest")} <RelativeTime at={erp.oldestWaitingAt} />
            </>
          ) : (
            t("none")
          )
        }
        href="/integrations/erp?state=pending"
      />
      <StatTile
        label={t("dead")}
        value={show(erp?.dead)}
        tone={dead > 0 ? "red" : "plain"}
        note={t(dead > 0 ? "deadNote" : "noDead")}
        href="/integrations/erp?state=dead"
      />
      <StatTile
        label={t("stock")}
        value={show(stock?.rows)}
        note={stock === null ? t("stockNever") : <RelativeTime at={stock.at} />}
        {...(stock?.reconciliationId ? { href: `/reconciliation/${stock.reconciliationId}` } : {})}
      />
    </StatRow>
  );
}

const Unknown = () => <span className="text-ink-3">–</span>;

function useCount() {
  const { locale } = useFormatSettings();
  return (value: number | undefined) => {
    if (value === undefined) return <Unknown />;
    return value < most ? <Quantity value={value} quietZero /> : `${numberFormat(locale, {}).format(most)}+`;
  };
}

function Answered({ erp }: { erp: ErpState | undefined }) {
  const t = useTranslations("erp.tile");
  if (erp?.openUntil)
    return (
      <>
        {t("openUntil")} <RelativeTime at={erp.openUntil} />
      </>
    );
  if (!erp?.lastSuccessAt) return <>{t("never")}</>;
  return (
    <>
      {t("answered")} <RelativeTime at={erp.lastSuccessAt} />
    </>
  );
}

function ErpTroubles({ erp }: { erp: ErpState }) {
  const t = useTranslations("erp");
  const { status, lastError, compared, stock } = erp;
  const isFailing = (status === "failing" || status === "open") && lastError !== null;
  return (
    <div className="mx-4 grid gap-2 md:mx-6 [&>*:last-child]:mb-4">
      {status === "away" ? (
        <Alert tone="warning" title={t("away")}>
          {t.rich("awayBody", { code })}
        </Alert>
      ) : null}
      {isFailing ? (
        <Alert tone="warning" title={t("lastError")}>
          {lastError}
        </Alert>
      ) : null}
      {compared && compared.differ.length > 0 ? (
        <Alert tone="danger" title={t("differ", { count: compared.differ.length })}>
          {t("differBody", { numbers: compared.differ.join(", ") })}
        </Alert>
      ) : null}
      {compared && compared.missing.length > 0 ? (
        <Alert tone="warning" title={t("unlisted", { count: compared.missing.length })}>
          {t("differBody", { numbers: compared.missing.join(", ") })}
        </Alert>
      ) : null}
      {stock?.error ? (
        <Alert
          tone="warning"
          title={t("stockFailed")}
          actions={
            <Link href="/reconciliation" className="font-medium underline underline-offset-2">
              {t("stockDiffers")}
            </Link>
          }
        >
          {stock.error}
        </Alert>
      ) : null}
    </div>
  );
}
