"use client";
import { Plus, Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { usePendingPath } from "#components/hooks/pending-navigation.ts";
import { LiveIndicator } from "#components/patterns/live-indicator.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Tip } from "#components/ui/tooltip.tsx";
import { useCommandMenu } from "#features/shell/command-menu.tsx";
import { ConnectionBanner } from "#features/shell/connection-banner.tsx";
import { LazyMenu } from "#features/shell/lazy-menu.tsx";
import { useLiveState } from "#features/shell/live-state.ts";
import { LogoMark } from "#features/shell/logo.tsx";
import { ThemeButton, UserButton } from "#features/shell/menu-buttons.tsx";
import type { Viewer } from "#features/shell/viewer.ts";

const loadTheme = () => import("#features/shell/theme-menu.tsx").then((module) => module.ThemeMenu);

const loadUser = () => import("#features/shell/user-menu.tsx").then((module) => module.UserMenu);

type TopbarProps = { viewer: Viewer; mayOrder: boolean; onShowKeys: () => void };

export function Topbar({ viewer, mayOrder, onShowKeys }: TopbarProps) {
  const t = useTranslations("shell");
  const menu = useCommandMenu();
  const live = useLiveState();
  const pending = usePendingPath() !== null;
  return (
    <header data-print="hide" className="sticky top-0 z-30 border-b bg-surface">
      <div className="flex h-[calc(3rem-1px)] items-center gap-2 px-3 md:px-4">
        {pending ? (
          <div aria-hidden="true" className="absolute inset-x-0 -bottom-px h-0.5 animate-under-way bg-accent" />
        ) : null}
        <Link href="/" aria-label={t("product")} className="md:hidden">
          <LogoMark />
        </Link>
        <button
          type="button"
          onClick={menu.open}
          onPointerEnter={menu.prepare}
          onFocus={menu.prepare}
          className="flex h-8 w-full min-w-0 items-center gap-2 rounded-md bg-sunken px-2.5 text-sm text-ink-3 transition-colors hover:bg-press hover:text-ink-2 md:max-w-80 coarse:h-9 [&_svg]:size-3.5"
        >
          <Search aria-hidden="true" />
          <span className="flex-1 truncate text-left">{t("searchButton")}</span>
          <Kbd keys="mod+k" className="max-md:hidden coarse:hidden" />
        </button>
        <div className="ml-auto flex shrink-0 items-center gap-0.5">
          <LiveIndicator state={live} className={cx(live === "live" && "max-md:sr-only")} />
          {mayOrder ? (
            <Tip label={t("newOrder")} keys="c">
              <Link
                href="/orders/new"
                aria-label={t("newOrder")}
                className={cx(buttonClass("ghost"), "size-8 p-0 coarse:size-10 coarse:p-0")}
              >
                <Plus aria-hidden="true" />
              </Link>
            </Tip>
          ) : null}
          <LazyMenu load={loadTheme} menuProps={{}}>
            <ThemeButton />
          </LazyMenu>
          <LazyMenu load={loadUser} menuProps={{ viewer, onShowKeys }}>
            <UserButton name={viewer.name} />
          </LazyMenu>
        </div>
      </div>
      <ConnectionBanner />
    </header>
  );
}
