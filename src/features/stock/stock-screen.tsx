"use client";
import { Boxes, PackageCheck } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterToggle } from "#components/ui/filter-toggle.tsx";
import { notify } from "#components/ui/notify.ts";
import { useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, inPages, endless, useList, useNews } from "#features/list/rows.ts";
import { useUrlParam } from "#features/list/url-state.ts";
import { useSettled } from "#features/list/use-settled.ts";
import { useStockCard, useStockColumns } from "#features/stock/stock-columns.tsx";
import { told } from "#features/stock/stock-news.ts";
import {
  type Level,
  levelKey,
  levelNamed,
  levelParam,
  type Location,
  stockListInput,
  stockParams,
} from "#features/stock/stock-params.ts";
import { useLocationName } from "#features/stock/use-location-name.ts";
import { useScanner } from "#features/stock/use-scanner.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLocations } from "#features/trpc/use-places.ts";

const LevelSheet = dynamic(() => import("#features/stock/level-sheet.tsx").then((module) => module.LevelSheet), {
  ssr: false,
});

const none: readonly Location[] = [];
const beside = ["level"];

function useLevels() {
  const utils = trpc.useUtils();
  const filters = useFilters(stockParams);
  const [q, settle] = useSettled(filters.params.q);
  const input = stockListInput({ ...filters.params, q });
  const list = useList(trpc.inventory.levels.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  const shown = new Set(list.read.map(byId));
  useNews(list, {
    // Only stock events of rows that are visible, or may become so, are applied.
    of: ({ type, subjectId }) => type === "stock.changed" && (filters.params.low || shown.has(subjectId)),
    told,
    put: (change) => utils.inventory.levels.setInfiniteData(input, inPages(change)),
    readAgain: () => void utils.inventory.levels.invalidate(),
    restMs: 4000,
  });
  return { filters, settle, list };
}

export function StockScreen({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations("stock");
  const { filters, settle, list } = useLevels();
  const { params, set } = filters;
  const [levelInAddress, setLevel] = useUrlParam("level", levelParam, "push");
  const locations = useLocations() ?? none;
  const locationName = useLocationName();
  const columns = useStockColumns({ locationName, low: params.low });
  const card = useStockCard({ locationName, low: params.low });
  const open = levelNamed(levelInAddress);
  const openOnly = useOpenOnly(params.location, (level) => setLevel(levelKey(level)));
  const find = (code: string) => {
    settle(code);
    void openOnly(code.trim());
  };
  useScanner((code) => {
    set({ q: code });
    find(code);
  });
  return (
    <ListScreen
      label={t("title")}
      list={list}
      filters={{
        ...filters,
        beside,
        search: { value: params.q, onValueChange: (q) => set({ q }), onSubmit: find, placeholder: t("search") },
        choices: (
          <>
            <FilterChoice
              name={t("field.location")}
              value={params.location}
              onValueChange={(location) => set({ location })}
              options={locations.map(({ code, name }) => ({ value: code, text: name, label: name }))}
            />
            <FilterToggle name={t("low")} value={params.low} onValueChange={(low) => set({ low })} />
          </>
        ),
      }}
      table={{
        columns,
        rowName: ({ sku, location }) => t("levelName", { sku, location: locationName(location) }),
        onOpen: (level) => setLevel(levelKey(level)),
        card,
      }}
      empty={{
        icon: <Boxes />,
        title: t("empty"),
        body: t("emptyBody"),
        actions: <ToNewProduct />,
      }}
      noMatch={
        params.low
          ? { icon: <PackageCheck />, title: t("noneLow"), body: t("noneLowBody") }
          : { title: t("noneFound"), body: t("noneFoundBody") }
      }
      beside={open ? <LevelSheet name={open} canEdit={canEdit} onClose={() => setLevel(null)} /> : null}
    />
  );
}

function ToNewProduct() {
  const t = useTranslations("products");
  return (
    <Link href="/products/new" className={buttonClass("primary")}>
      {t("new")}
    </Link>
  );
}

/** A scan with a single match opens that level, ready for a count. */
function useOpenOnly(location: string | null, open: (level: Level) => void) {
  const t = useTranslations("stock");
  const utils = trpc.useUtils();
  return async (q: string) => {
    if (q === "") return;
    const found = await utils.inventory.levels
      .fetch({ q, ...(location ? { location } : {}), limit: 2 })
      .catch(() => null);
    const [only, another] = found?.data ?? [];
    if (only && !another) open(only);
    else if (found && !only) notify.info(t("notFound", { code: q }));
  };
}
