"use client";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { isCurrent, navFor } from "#features/shell/navigation.ts";
import { useComingPath } from "#features/shell/use-navigation.ts";
import { useMe } from "#features/trpc/use-me.ts";

const Sheet = dynamic(() => import("#components/ui/sheet.tsx").then((module) => module.Sheet), { ssr: false });

const tab =
  "flex h-14 flex-1 flex-col items-center justify-center gap-1 text-2xs font-medium focus-visible:-outline-offset-2 [&_svg]:size-5 [&_svg]:stroke-[1.75]";

/** The navigation at the bottom of a phone. */
export function PhoneBar() {
  const t = useTranslations("shell");
  const pathname = useComingPath();
  const [open, setOpen] = useState(false);
  const items = navFor(useMe().can).flatMap((group) => group.items);
  const main = items.filter((item) => item.onPhone);
  const rest = items.filter((item) => !item.onPhone);
  const inRest = rest.some((item) => isCurrent(item, pathname));
  return (
    <nav
      data-print="hide"
      aria-label={t("mainNavigation")}
      className="safe-bottom fixed inset-x-0 bottom-0 z-30 flex border-t bg-surface md:hidden"
    >
      {main.map((item) => {
        const current = isCurrent(item, pathname);
        return (
          <Link
            key={item.id}
            href={item.href}
            aria-current={current ? "page" : undefined}
            className={cx(tab, current ? "text-accent-ink" : "text-ink-3")}
          >
            <item.icon aria-hidden="true" />
            {t(`nav.${item.id}`)}
          </Link>
        );
      })}
      <button
        type="button"
        onClick={() => setOpen(true)}
        className={cx(tab, inRest ? "text-accent-ink" : "text-ink-3")}
      >
        <Ellipsis aria-hidden="true" />
        {t("more")}
      </button>
      {open ? (
        <Sheet open={open} onOpenChange={setOpen} side="bottom" title={t("more")}>
          <ul className="-mx-2 grid">
            {rest.map((item) => (
              <li key={item.id}>
                <Link
                  href={item.href}
                  onClick={() => setOpen(false)}
                  className="flex h-12 items-center gap-3 rounded-md px-2 hover:bg-hover [&_svg]:size-5 [&_svg]:text-ink-3"
                >
                  <item.icon aria-hidden="true" />
                  {t(`nav.${item.id}`)}
                </Link>
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
    </nav>
  );
}
