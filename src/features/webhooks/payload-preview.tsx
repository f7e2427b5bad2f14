"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { Alert } from "#components/patterns/alert.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { useSettled } from "#features/list/use-settled.ts";
import { prettyJson } from "#features/mapping/pretty-json.ts";
import { type Inputs, trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { EndpointForm } from "#features/webhooks/endpoint-form.ts";

type Shape = Pick<EndpointForm, "payload" | "shaping" | "fields" | "transform">;
type Asked = Inputs["webhooks"]["previewPayload"];

function askedOf({ payload, shaping, fields, transform }: Shape, type: string): Asked {
  if (shaping === "fields" && fields.length > 0) return { payload, type, fields };
  if (shaping === "jsonata" && transform.trim() !== "") return { payload, type, transform };
  return { payload, type };
}

/** The payload with these settings, debounced. */
export function usePayloadPreview(shape: Shape, type: string) {
  const asked = JSON.stringify(askedOf(shape, type));
  const [settled] = useSettled(asked, 300);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was written two lines above
  const input = JSON.parse(settled) as Asked;
  const query = trpc.webhooks.previewPayload.useQuery(input, { placeholderData: keepPreviousData, staleTime: 60_000 });
  return { query, behind: settled !== asked || query.isFetching };
}

type PayloadPreviewProps = {
  preview: ReturnType<typeof usePayloadPreview>;
  type: string;
  onTypeChange: (type: string) => void;
};

export function PayloadPreview({ preview, type, onTypeChange }: PayloadPreviewProps) {
  const t = useTranslations("webhooks.preview");
  const { query, behind } = preview;
  const types = trpc.webhooks.listEventTypes.useQuery({}, { staleTime: Infinity }).data?.data ?? [];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex items-center gap-2 text-sm font-medium">
          {t("title")}
          {behind ? <Spinner className="size-3.5 text-ink-3" /> : null}
        </span>
        <NativeSelect
          aria-label={t("event")}
          value={type}
          onChange={(event) => onTypeChange(event.target.value)}
          className="w-60 max-w-full"
        >
          {types.map((one) => (
            <option key={one.type} value={one.type}>
              {one.type}
            </option>
          ))}
        </NativeSelect>
      </div>
      {query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />
      ) : query.data === undefined ? (
        <Skeleton className="h-60" />
      ) : query.data.body === null ? (
        <Alert tone="danger" live title={t("fails")}>
          {query.data.problem}
        </Alert>
      ) : (
        <CodeBlock
          label={t("title")}
          text={prettyJson(query.data.body) ?? query.data.body}
          className={cx("transition-opacity", behind && "opacity-60")}
        />
      )}
      <p className="text-xs text-ink-3">{t("hint")}</p>
    </div>
  );
}
