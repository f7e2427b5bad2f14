"use client";
import { TRPCClientError } from "@trpc/client";
import { useTranslations } from "use-intl";
import { notify } from "#components/ui/notify.ts";
import type { Fault, Kind } from "#core/kernel/errors.ts";
import type { AppRouter } from "#transports/trpc/router.ts";

export type Failure = {
  /** Absent when there was no answer at all. */
  kind: Kind | undefined;
  code: string | undefined;
  message: string;
  requestId: string | undefined;
  faults: readonly Fault[];
};

/** What the server said, or that it said nothing. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError))
    return { kind: undefined, code: undefined, message: "", requestId: undefined, faults: [] };
  const { data }: { data?: AppRouter["_def"]["_config"]["$types"]["errorShape"]["data"] | null } = error;
  return {
    kind: data?.kind,
    code: data?.code,
    message: data ? error.message : "",
    requestId: data?.requestId,
    faults: data?.errors ?? [],
  };
}

export const isStale = (error: unknown): boolean => failureOf(error).kind === "precondition_failed";

/** The kinds whose message was written for this very case; the others get advice that fits the kind. */
const saysEnough = new Set<Kind>(["invalid", "conflict"]);

/** What to do about a failure, in a sentence. */
export function useAdvice(): (error: unknown) => string {
  const t = useTranslations("errors");
  return (error) => {
    const { kind, message } = failureOf(error);
    if (kind === undefined) return t("networkBody");
    return saysEnough.has(kind) && message !== "" ? message : t(`kind.${kind}`);
  };
}

/** Tells in a toast that something did not happen: what, what to do about it, and the request id. */
export function useReportFailure(): (what: string, error: unknown) => void {
  const advice = useAdvice();
  return (what, error) => notify.failed(what, { description: advice(error), requestId: failureOf(error).requestId });
}
