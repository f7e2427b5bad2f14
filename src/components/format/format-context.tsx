"use client";
import { createContext, type ReactNode, useContext } from "react";

/**
 * The tenant's formats for numbers, money and dates. `nowMs` is the server's clock at render, to avoid hydration
 * mismatches.
 */
export type FormatSettings = { locale: string; currency: string; timeZone: string; nowMs: number };

const FormatContext = createContext<FormatSettings>({ locale: "en-GB", currency: "GBP", timeZone: "UTC", nowMs: 0 });

export function FormatProvider({ settings, children }: { settings: FormatSettings; children: ReactNode }) {
  return <FormatContext value={settings}>{children}</FormatContext>;
}

export function useFormatSettings(): FormatSettings {
  return useContext(FormatContext);
}
