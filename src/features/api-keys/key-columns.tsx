"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { Addresses, At, StateMark } from "#features/api-keys/key-marks.tsx";
import type { ApiKey } from "#features/api-keys/key-params.ts";

export function useKeyColumns(): readonly DataColumn<ApiKey>[] {
  const t = useTranslations("apiKeys");
  return useMemo(
    () => [
      {
        id: "name",
        header: t("field.name"),
        primary: true,
        cell: ({ name, hint }) => (
          <span>
            {name} <span className="font-mono text-xs font-normal text-ink-3">{hint}</span>
          </span>
        ),
      },
      { id: "state", header: t("field.state"), width: 116, cell: (key) => <StateMark apiKey={key} /> },
      {
        id: "scopes",
        header: t("field.scopes"),
        width: 84,
        align: "right",
        cell: ({ scopes }) => <Quantity value={scopes.length} />,
      },
      {
        id: "addresses",
        header: t("field.addresses"),
        width: 180,
        from: "lg",
        cell: ({ allowedAddresses }) => <Addresses list={allowedAddresses} />,
      },
      {
        id: "expires",
        header: t("field.expires"),
        width: 128,
        align: "right",
        from: "lg",
        cell: ({ expiresAt }) => <At at={expiresAt} none={t("never")} />,
      },
      {
        id: "lastUsed",
        header: t("field.lastUsed"),
        width: 128,
        align: "right",
        cell: ({ lastUsedAt }) => <At at={lastUsedAt} none={t("never")} />,
      },
    ],
    [t],
  );
}

function ScopeCount({ count }: { count: number }) {
  return useTranslations("apiKeys")("scopeCount", { count });
}

export const keyCard = (key: ApiKey) => (
  <ListCard
    title={key.name}
    aside={<StateMark apiKey={key} />}
    line={
      <>
        <span className="font-mono text-xs">{key.hint}</span> · <ScopeCount count={key.scopes.length} />
      </>
    }
    lineAside={<At at={key.lastUsedAt} none="–" />}
  />
);
