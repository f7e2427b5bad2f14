"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { MissingScreen, type WayBack } from "#features/shell/missing-screen.tsx";
import { failureOf } from "#features/trpc/failure.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Catalogue } from "#messages/catalogue.ts";

type DetailProps<T> = {
  query: { data: T | undefined; error: unknown; isError: boolean; refetch: () => unknown };
  /** The id in the path. */
  what: keyof Catalogue["errors"]["missing"];
  back: WayBack;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
};

/** A malformed id is treated like an unknown one. */
const MISSING: ReadonlySet<string | undefined> = new Set(["not_found", "invalid"]);

/** The frame of a detail screen: the resource, its skeleton, or its error. Loaded content stays visible. */
export function Detail<T>({ query, what, back, skeleton, children }: DetailProps<T>) {
  const t = useTranslations("errors");
  const { data, error, isError } = query;
  if (data !== undefined) return children(data);
  if (!isError) return skeleton;
  if (MISSING.has(failureOf(error).kind))
    return <MissingScreen title={t(`missing.${what}`)} body={t("missingBody")} back={back} />;
  return <QueryError error={error} onRetry={() => void query.refetch()} asPage />;
}
