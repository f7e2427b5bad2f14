"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useSettled } from "#features/list/use-settled.ts";
import { trpc } from "#features/trpc/client.ts";
import type { MappingDraft, Sample } from "./mapping-draft.ts";

const restMs = 300;

/** What the mapping makes of the sample, asked once the typing rests; the last answer stays until the next is there. */
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
    /** What is shown belongs to an earlier text. */
    behind: something && (query.isFetching || typed !== mapping || pasted !== body),
  };
}
