"use client";
import "#features/shell/browser-setup.ts";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { Toaster } from "#components/ui/toaster.tsx";
import { TooltipProvider } from "#components/ui/tooltip.tsx";
import { en } from "#messages/catalogue.ts";

/** React warns about a script element it makes in the browser; there it has done its work already. */
const themeScript = typeof window === "undefined" ? {} : { scriptProps: { type: "application/json" } };

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
      <IntlProvider locale="en" messages={en} timeZone={timeZone}>
        <NuqsAdapter>
          <TooltipProvider>{children}</TooltipProvider>
        </NuqsAdapter>
        <Toaster />
      </IntlProvider>
    </ThemeProvider>
  );
}
