"use client";
import type { ReactNode } from "react";
import { FormatProvider, type FormatSettings } from "#components/format/format-context.tsx";
import { ProofAsker } from "#features/shell/proof-asker.tsx";
import { Shell } from "#features/shell/shell.tsx";
import type { Viewer } from "#features/shell/viewer.ts";

type AppFrameProps = { viewer: Viewer; format: FormatSettings; collapsed: boolean; children: ReactNode };

/** The frame of every signed-in page: the tenant's formats and the shell. */
export function AppFrame({ viewer, format, collapsed, children }: AppFrameProps) {
  return (
    <FormatProvider settings={format}>
      <Shell viewer={viewer} collapsed={collapsed}>
        {children}
      </Shell>
      <ProofAsker />
    </FormatProvider>
  );
}
