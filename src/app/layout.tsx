import "#app/globals.css";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { compiledMessages } from "#app/compiled-messages.ts";
import { Providers } from "#features/shell/providers.tsx";

const sans = localFont({
  src: "../../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist",
  weight: "100 900",
  display: "swap",
  adjustFontFallback: "Arial",
});

const mono = localFont({
  src: "../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

/** Metadata of every page. */
const SHARED = ["ui", "shell", "orders", "errors"] as const;

export const metadata: Metadata = {
  title: { default: "Crossdock", template: "%s · Crossdock" },
  description: "One place where orders, stock and money are right.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fdfcfb" },
    { media: "(prefers-color-scheme: dark)", color: "#141414" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const sent = await headers();
  const apple = /Mac|iPhone|iPad/.test(sent.get("user-agent") ?? "");
  return (
    <html
      lang="en"
      data-platform={apple ? "mac" : "other"}
      className={`${sans.variable} ${mono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <Providers nonce={sent.get("x-nonce") ?? ""} timeZone="UTC" messages={compiledMessages(SHARED)}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
