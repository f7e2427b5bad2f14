"use client";
import { PackageX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Quantity } from "#components/format/quantity.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { AdjustForm } from "#features/stock/adjust-form.tsx";
import { ConfigureForm } from "#features/stock/configure-form.tsx";
import { MovementLedger } from "#features/stock/movement-ledger.tsx";
import { AvailableUnits } from "#features/stock/stock-columns.tsx";
import { told } from "#features/stock/stock-news.ts";
import type { Level, LevelName } from "#features/stock/stock-params.ts";
import { useLocationName } from "#features/stock/use-location-name.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";

type LevelSheetProps = { name: LevelName; canEdit: boolean; onClose: () => void };

/** One article at one location: its figures, its movements, and the forms that change it. */
export function LevelSheet({ name, canEdit, onClose }: LevelSheetProps) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const input = { ...name, limit: 1 };
  const query = trpc.inventory.levels.useQuery(input);
  const place = useLocationName()(name.location);
  const level = query.data?.data[0];
  useLive((events) => {
    if (!level || events.reduce(told, level) === level) return;
    void utils.inventory.levels.invalidate(input);
    void utils.inventory.movements.invalidate(name);
    void utils.inventory.preview.invalidate(name);
  });
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={level?.title ?? name.sku}
      description={
        <>
          <span className="font-mono text-xs">{name.sku}</span> · {place}
          {level ? (
            <>
              {" · "}
              <Link href={`/products/${level.productId}`} className="underline underline-offset-2 hover:text-ink">
                {t("stock.openProduct")}
              </Link>
            </>
          ) : null}
        </>
      }
    >
      {query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton className="h-32" />
      ) : level ? (
        <LevelBody level={level} canEdit={canEdit} onClose={onClose} />
      ) : (
        <EmptyState icon={<PackageX />} title={t("stock.noSuchLevel")} body={t("stock.noSuchLevelBody")} />
      )}
    </Sheet>
  );
}

function LevelBody({ level, canEdit, onClose }: { level: Level; canEdit: boolean; onClose: () => void }) {
  const t = useTranslations("stock");
  return (
    <div className="grid gap-5">
      <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-lg border bg-line">
        <Figure term={t("field.onHand")}>
          <Quantity value={level.onHand} />
        </Figure>
        <Figure term={t("field.reserved")}>
          <Quantity value={level.reserved} quietZero />
        </Figure>
        <Figure term={t("field.available")}>
          <AvailableUnits level={level} />
        </Figure>
        <Figure term={t("field.incoming")}>
          <Quantity value={level.incoming} quietZero />
        </Figure>
        <Figure term={t("field.safetyStock")}>
          <Quantity value={level.safetyStock} quietZero />
        </Figure>
        <Figure term={t("field.backordered")}>
          <Quantity value={level.backordered} quietZero className={cx(level.backordered > 0 && "text-red-ink")} />
        </Figure>
      </dl>
      <Tabs defaultValue={canEdit ? "adjust" : "history"}>
        <TabList>
          {canEdit ? <Tab value="adjust">{t("adjust")}</Tab> : null}
          <Tab value="history">{t("history")}</Tab>
          {canEdit ? <Tab value="settings">{t("settings")}</Tab> : null}
        </TabList>
        <TabPanel value="adjust">
          <AdjustForm level={level} onBooked={onClose} />
        </TabPanel>
        <TabPanel value="history">
          <MovementLedger sku={level.sku} location={level.location} />
        </TabPanel>
        <TabPanel value="settings">
          <ConfigureForm key={level.id} level={level} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-0.5 bg-raised px-3 py-2">
      <dt className="truncate text-xs text-ink-3">{term}</dt>
      <dd className="tnum text-lg leading-6 font-semibold">{children}</dd>
    </div>
  );
}
