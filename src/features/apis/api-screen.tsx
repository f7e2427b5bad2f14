"use client";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Section } from "#components/patterns/section.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { trpc } from "#features/trpc/client.ts";
import { type Api, type ApiAddress, type ApiId, apiNamed } from "./apis.ts";
import { levelsInput } from "./calls-input.ts";
import { RecentCalls } from "./recent-calls.tsx";
import { Samples } from "./samples-section.tsx";
import { samplesOf } from "./samples.ts";
import { TryKey } from "./try-key.tsx";
import { useTryKey } from "./use-try-key.ts";

type ApiScreenProps = { id: ApiId; origin: string; at: ApiAddress | undefined };

/** A transport: what it is for, calls that work, and the newest calls. */
export function ApiScreen({ id, origin, at }: ApiScreenProps) {
  const t = useTranslations("apis");
  const api = apiNamed(id);
  if (api === undefined) return null;
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/apis" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={t(`name.${id}`)}
        meta={t(`purpose.${id}`)}
      />
      {at === undefined ? (
        <EmptyState
          icon={<api.icon />}
          title={t("off.title")}
          body={t(`off.${id === "kafka" || id === "redis" ? id : "other"}`)}
        />
      ) : (
        <ApiBody api={api} origin={origin} at={at} />
      )}
    </ReadingPage>
  );
}

type ApiBodyProps = { api: Api; origin: string; at: ApiAddress };

function ApiBody({ api, origin, at }: ApiBodyProps) {
  const t = useTranslations("apis");
  const utils = trpc.useUtils();
  const tryKey = useTryKey({
    name: t("key.name", { api: t(`name.${api.id}`) }),
    notMade: t("key.notMade"),
    notRevoked: t("key.notRevoked"),
  });
  const example = useExample();
  const samples = useMemo(
    () => samplesOf(api.id, { ...example, origin, at, key: tryKey.key ?? t("key.placeholder") }),
    [api.id, example, origin, at, tryKey.key, t],
  );
  return (
    <div className="grid gap-x-10 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_22rem] [&>*]:min-w-0">
      <div>
        <Samples
          samples={samples}
          apiKey={tryKey.key}
          session={"session" in api}
          onEnd={() => void utils.calls.listRecent.invalidate()}
        />
        <RecentCalls api={api} />
      </div>
      <aside className="max-lg:order-first">
        <Section title={t("address")}>
          <span className="flex min-h-9 min-w-0 items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3">
            <span className="min-w-0 flex-1 font-mono text-xs break-all">{at.address}</span>
            <CopyButton value={at.address} label={t("copyAddress")} />
          </span>
          <p className="mt-3 text-sm text-ink-2">{t(`about.${api.id}`)}</p>
          {"document" in api ? (
            <a
              href={api.document}
              className="mt-2 inline-block text-sm text-ink underline decoration-line-strong underline-offset-2"
            >
              {t(`document.${api.id}`)}
            </a>
          ) : null}
        </Section>
        {api.id === "kafka" || api.id === "redis" ? null : (
          <Section title={t("key.title")}>
            <TryKey of={tryKey} />
          </Section>
        )}
      </aside>
    </div>
  );
}

/** A channel and an article that this tenant has, preferably in stock. */
function useExample() {
  const channels = trpc.channels.list.useQuery({}, { staleTime: Infinity }).data?.data;
  const levels = trpc.inventory.levels.useQuery(levelsInput, { staleTime: Infinity }).data?.data;
  const tenant = trpc.tenants.current.useQuery({}, { staleTime: Infinity }).data?.slug ?? "";
  const sku = (levels?.find(({ available }) => available > 0) ?? levels?.[0])?.sku ?? "SKU-1";
  const channel = channels?.[0]?.code ?? "web";
  return useMemo(() => ({ sku, channel, tenant }), [sku, channel, tenant]);
}
