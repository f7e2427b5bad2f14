"use client";
import { Search, SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useCommandMenu } from "#features/shell/command-menu.tsx";

/** A list that always exists, and its name. */
export type WayBack = { href: string; label: string };

type MissingScreenProps = { title: ReactNode; body: ReactNode; back: WayBack };

/** "Not found" inside the shell: the kind of resource, a link back and the search. */
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
