"use client";
import "#features/shell/browser-setup.ts";
import { ThemeProvider } from "next-themes";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { TipLayer } from "#components/ui/tip-layer.tsx";
import type { Catalogue } from "#messages/catalogue.ts";
// Shared by every screen and error page: bundled once here, not once with each.
import "next/link";
import "#components/patterns/empty-state.tsx";
import "#components/patterns/error-state.tsx";

/** React warns about script elements created in the browser; there the script has run already. */
const themeScript = typeof window === "undefined" ? {} : { scriptProps: { type: "application/json" } };

/** Nothing is announced before hydration, so this is loaded afterwards. */
const Toasts = dynamic(() => import("#components/ui/toaster.tsx").then((module) => module.Toaster), { ssr: false });

type ProvidersProps = {
  nonce: string;
  timeZone: string;
  /** The messages of every page; others are loaded with their screen. */
  messages: Partial<Catalogue>;
  children: ReactNode;
};

export function Providers({ nonce, timeZone, messages, children }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
      {...themeScript}
    >
      <IntlProvider locale="en" messages={messages} timeZone={timeZone}>
        {children}
        <TipLayer />
        <Toasts />
      </IntlProvider>
    </ThemeProvider>
  );
}
