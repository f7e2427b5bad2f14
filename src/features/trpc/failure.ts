"use client";
import { TRPCClientError } from "@trpc/client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { notify } from "#components/ui/notify.ts";
import type { Fault, Kind } from "#core/kernel/errors.ts";
import { formatMoney } from "#core/kernel/money-text.ts";
import { connection } from "#features/shell/connection.ts";
import type { AppRouter } from "#transports/trpc/router.ts";

export type Failure = {
  /** Absent when there was no response. */
  kind: Kind | undefined;
  code: string | undefined;
  message: string;
  requestId: string | undefined;
  faults: readonly Fault[];
  details: Readonly<Record<string, unknown>>;
};

/** The server's error, or that there was no response. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError))
    return { kind: undefined, code: undefined, message: "", requestId: undefined, faults: [], details: {} };
  const { data }: { data?: AppRouter["_def"]["_config"]["$types"]["errorShape"]["data"] | null } = error;
  return {
    kind: data?.kind,
    code: data?.code,
    message: data ? error.message : "",
    requestId: data?.requestId,
    faults: data?.errors ?? [],
    details: data?.details ?? {},
  };
}

export const isStale = (error: unknown): boolean => failureOf(error).kind === "precondition_failed";

/** Kinds with a specific message; the others get generic advice. */
const saysEnough = new Set<Kind>(["invalid", "conflict"]);

/** Errors about amounts, formatted for the user's locale. */
const aboutMoney: Readonly<Record<string, "exceedsDue" | "exceedsAuthorized" | "exceedsCaptured">> = {
  "payment.exceeds_due": "exceedsDue",
  "payment.exceeds_authorized": "exceedsAuthorized",
  "payment.exceeds_captured": "exceedsCaptured",
};

/** One sentence on how to react to an error. */
export function useFailureText(): (failure: Failure) => string {
  const t = useTranslations("errors");
  const { locale } = useFormatSettings();
  const ofMoney = ({ code = "", details: { currency, requested, available } }: Failure): string | undefined => {
    const words = aboutMoney[code];
    if (words === undefined || typeof currency !== "string") return undefined;
    if (typeof requested !== "number" || typeof available !== "number" || available === 0) return undefined;
    const money = (minor: number) => formatMoney(minor, currency, { locale, style: "narrow" });
    return t(`money.${words}`, { requested: money(requested), available: money(available) });
  };
  return (failure) => {
    const { kind, message } = failure;
    if (failure.code === "auth.proof_needed") return t("proofBody");
    if (kind === undefined) return t(connection() === "offline" ? "offlineBody" : "networkBody");
    return ofMoney(failure) ?? (saysEnough.has(kind) && message !== "" ? message : t(`kind.${kind}`));
  };
}

export function useAdvice(): (error: unknown) => string {
  const text = useFailureText();
  return (error) => text(failureOf(error));
}

/** An error toast: what failed, how to react, and the request id. */
export function useReportFailure(): (what: string, error: unknown) => void {
  const advice = useAdvice();
  return (what, error) => notify.failed(what, { description: advice(error), requestId: failureOf(error).requestId });
}
