"use client";
import { Keyboard, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useGo } from "#components/hooks/use-go.ts";
import { ScreenOrComing } from "#features/shell/coming-screen.tsx";
import { CommandMenuProvider } from "#features/shell/command-menu.tsx";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { useConnection } from "#features/shell/connection.ts";
import { navCookie } from "#features/shell/nav-cookie.ts";
import { navFor, type NavItem } from "#features/shell/navigation.ts";
import { PhoneBar } from "#features/shell/phone-bar.tsx";
import { ShortcutListener, useShortcut } from "#features/shell/shortcuts.tsx";
import { Sidebar } from "#features/shell/sidebar.tsx";
import { Topbar } from "#features/shell/topbar.tsx";
import { useNavigationMarks } from "#features/shell/use-navigation.ts";
import type { Viewer } from "#features/shell/viewer.ts";
import { useMe } from "#features/trpc/use-me.ts";

const KeysOverlay = dynamic(() => import("#features/shell/keys-overlay.tsx").then((module) => module.KeysOverlay), {
  ssr: false,
});

type ShellProps = {
  viewer: Viewer;
  /** From the `nav` cookie, so that the first render is correct. */ collapsed: boolean;
  children: ReactNode;
};

export function Shell({ viewer, collapsed: initial, children }: ShellProps) {
  const t = useTranslations("shell");
  const go = useGo();
  const { can } = useMe();
  const mayOrder = can("orders:write");
  const [keysOpen, setKeysOpen] = useState(false);
  const [collapsed, setCollapsed] = useState(initial);
  useNavigationMarks();
  const lost = useConnection() !== "online";
  const toggle = () => {
    setCollapsed(!collapsed);
    document.cookie = `${navCookie}=${collapsed ? "open" : "collapsed"}; path=/; max-age=31536000; samesite=lax`;
  };
  useShortcut({ keys: "[", label: t("keys.toggleNavigation"), group: "general", run: toggle });
  useShortcut({ keys: "c", label: t("newOrder"), group: "general", run: () => go("/orders/new") }, mayOrder);
  useShortcut({ keys: "?", label: t("keys.showKeys"), group: "general", run: () => setKeysOpen(true) });
  useRegisterCommands(
    useMemo<Command[]>(
      () => [
        ...(mayOrder
          ? [{ id: "new-order", label: t("newOrder"), icon: Plus, keys: "c", run: () => go("/orders/new") }]
          : []),
        { id: "keys", label: t("keyboardShortcuts"), icon: Keyboard, keys: "?", run: () => setKeysOpen(true) },
      ],
      [t, go, mayOrder],
    ),
  );
  return (
    <CommandMenuProvider>
      <ShortcutListener />
      {navFor(can)
        .flatMap(({ items }) => items)
        .map((item) => (
          <NavShortcut key={item.id} item={item} />
        ))}
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 text-sm shadow-pop focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skipToContent")}
      </a>
      <div className={cx("flex min-h-dvh", lost && "[--notice:2.25rem] max-md:[--notice:3.25rem]")}>
        <Sidebar collapsed={collapsed} onToggle={toggle} tenantName={viewer.tenantName} />
        <div className="flex min-w-0 flex-1 flex-col bg-surface max-md:pb-[calc(3.5rem+env(safe-area-inset-bottom))]">
          <Topbar viewer={viewer} mayOrder={mayOrder} onShowKeys={() => setKeysOpen(true)} />
          <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
            <ScreenOrComing>{children}</ScreenOrComing>
          </main>
        </div>
      </div>
      <PhoneBar />
      {keysOpen ? <KeysOverlay open onOpenChange={setKeysOpen} /> : null}
    </CommandMenuProvider>
  );
}

function NavShortcut({ item }: { item: NavItem }) {
  const t = useTranslations("shell.nav");
  const go = useGo();
  useShortcut({ keys: `g ${item.key}`, label: t(item.id), group: "navigation", run: () => go(item.href) });
  return null;
}
