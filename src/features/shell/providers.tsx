"use client";
import "#features/shell/browser-setup.ts";
import { ThemeProvider } from "next-themes";
import dynamic from "next/dynamic";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { TipLayer } from "#components/ui/tip-layer.tsx";
import { shared } from "#messages/shared.ts";

/** React warns about a script element it makes in the browser; there it has done its work already. */
const themeScript = typeof window === "undefined" ? {} : { scriptProps: { type: "application/json" } };

/** Nothing is announced before the page is alive, so this comes after it. */
const Toasts = dynamic(() => import("#components/ui/toaster.tsx").then((module) => module.Toaster), { ssr: false });

type ProvidersProps = { nonce: string; timeZone: string; children: ReactNode };

export function Providers({ nonce, timeZone, children }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
      {...themeScript}
    >
      <IntlProvider locale="en" messages={shared} timeZone={timeZone}>
        <NuqsAdapter>{children}</NuqsAdapter>
        <TipLayer />
        <Toasts />
      </IntlProvider>
    </ThemeProvider>
  );
}
