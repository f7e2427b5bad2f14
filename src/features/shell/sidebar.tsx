"use client";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Tip } from "#components/ui/tooltip.tsx";
import { LogoMark } from "#features/shell/logo.tsx";
import { isCurrent, navFor, type NavItem } from "#features/shell/navigation.ts";
import { useComingPath } from "#features/shell/use-navigation.ts";
import { useMe } from "#features/trpc/use-me.ts";

type SidebarProps = { collapsed: boolean; onToggle: () => void; tenantName: string };

export function Sidebar({ collapsed, onToggle, tenantName }: SidebarProps) {
  const t = useTranslations("shell");
  const pathname = useComingPath();
  return (
    <nav
      data-print="hide"
      aria-label={t("mainNavigation")}
      className={cx(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-canvas md:flex",
        collapsed ? "w-14" : "w-55",
      )}
    >
      <Link
        href="/"
        className={cx(
          "flex h-12 items-center gap-2.5 px-4 focus-visible:-outline-offset-2",
          collapsed && "justify-center px-0",
        )}
      >
        <LogoMark />
        {collapsed ? (
          <span className="sr-only">{t("product")}</span>
        ) : (
          <span className="grid min-w-0">
            <span className="text-sm leading-4 font-semibold tracking-tight">{t("product")}</span>
            <span className="truncate text-xs leading-4 text-ink-3">{tenantName}</span>
          </span>
        )}
      </Link>
      <div className="scroll-thin flex flex-1 flex-col gap-5 overflow-y-auto px-2 py-3">
        {navFor(useMe().can).map((group, index) => (
          <ul key={group.id} aria-label={t(`navGroups.${group.id}`)} className="grid gap-px">
            {index > 0 && !collapsed ? (
              <li aria-hidden="true" className="px-2 pb-1 text-xs text-ink-3">
                {t(`navGroups.${group.id}`)}
              </li>
            ) : null}
            {group.items.map((item) => (
              <NavLink key={item.id} item={item} current={isCurrent(item, pathname)} collapsed={collapsed} />
            ))}
          </ul>
        ))}
      </div>
      <div className={cx("p-2", collapsed && "flex justify-center")}>
        <IconButton
          label={collapsed ? t("expand") : t("collapse")}
          keys="["
          onClick={onToggle}
          aria-expanded={!collapsed}
        >
          {collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
        </IconButton>
      </div>
    </nav>
  );
}

function NavLink({ item, current, collapsed }: { item: NavItem; current: boolean; collapsed: boolean }) {
  const t = useTranslations("shell.nav");
  const label = t(item.id);
  const link = (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      aria-label={collapsed ? label : undefined}
      className={cx(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors [&_svg]:size-4 [&_svg]:shrink-0",
        current ? "bg-press font-medium text-ink [&_svg]:text-accent-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
        collapsed && "justify-center px-0",
      )}
    >
      <item.icon aria-hidden="true" />
      {collapsed ? null : label}
    </Link>
  );
  return (
    <li>
      {collapsed ? (
        <Tip label={label} keys={`g ${item.key}`} side="right">
          {link}
        </Tip>
      ) : (
        link
      )}
    </li>
  );
}
