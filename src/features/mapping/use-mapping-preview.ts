"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useSettled } from "#features/list/use-settled.ts";
import { trpc } from "#features/trpc/client.ts";
import type { MappingDraft, Sample } from "./mapping-draft.ts";

const restMs = 300;

/** The mapping's result for the sample, debounced; the last result stays until the next arrives. */
export function useMappingPreview({ operation, mapping }: MappingDraft, sample: Sample | null) {
  const body = sample && "body" in sample ? sample.body : "";
  const [typed] = useSettled(mapping, restMs);
  const [pasted] = useSettled(body, restMs);
  const tried = sample && "body" in sample ? { body: pasted } : sample;
  const something = typed.trim() !== "" && tried !== null && (!("body" in tried) || pasted.trim() !== "");
  const query = trpc.inbound.previewMapping.useQuery(
    { mapping: typed, operation, ...tried },
    { enabled: something, placeholderData: keepPreviousData, staleTime: Infinity, gcTime: 60_000 },
  );
  return {
    preview: something ? query.data : undefined,
    error: something ? query.error : null,
    again: () => void query.refetch(),
    /** The result shown belongs to an earlier text. */
    behind: something && (query.isFetching || typed !== mapping || pasted !== body),
  };
}
