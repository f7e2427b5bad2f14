"use client";
import { Search, SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useCommandMenu } from "#features/shell/command-menu.tsx";
import { failureOf } from "#features/trpc/failure.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Catalogue } from "#messages/catalogue.ts";

/** Where there is certainly something: a list and its name. */
export type WayBack = { href: string; label: string };

type MissingScreenProps = { title: ReactNode; body: ReactNode; back: WayBack };

/** In the place of what does not exist, inside the shell: what it was, the way back and the search. */
export function MissingScreen({ title, body, back }: MissingScreenProps) {
  const t = useTranslations("errors");
  const menu = useCommandMenu();
  return (
    <EmptyState
      asPage
      icon={<SearchX />}
      title={title}
      body={body}
      className="pt-24"
      actions={
        <>
          <Link href={back.href} className={buttonClass()}>
            {t("backTo", { place: back.label })}
          </Link>
          <Button variant="ghost" icon={<Search />} keys="mod+k" onClick={menu.open} onPointerEnter={menu.prepare}>
            {t("searchAll")}
          </Button>
        </>
      }
    />
  );
}

type DetailErrorProps = {
  error: unknown;
  onRetry: () => void;
  /** What the address named. */
  what: keyof Catalogue["errors"]["missing"];
  back: WayBack;
};

/** What cannot be an id names nothing, as one that nobody has. */
const MISSING: ReadonlySet<string | undefined> = new Set(["not_found", "invalid"]);

/** In the place of one thing that could not be read. */
export function DetailError({ error, onRetry, what, back }: DetailErrorProps) {
  const t = useTranslations("errors");
  if (MISSING.has(failureOf(error).kind))
    return <MissingScreen title={t(`missing.${what}`)} body={t("missingBody")} back={back} />;
  return <QueryError error={error} onRetry={onRetry} asPage />;
}
