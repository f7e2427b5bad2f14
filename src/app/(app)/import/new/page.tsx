import type { Metadata } from "next";
import { prefetched } from "#app/prefetched.tsx";
import { StartImportScreen } from "#features/imports/start-import-screen.tsx";

export const metadata: Metadata = { title: "New import" };

const maxBytes = 100_000_000;

export default function StartImportPage() {
  return prefetched(
    (trpc) => [trpc.imports.presets.prefetch({}), trpc.locations.list.prefetch({})],
    <StartImportScreen maxBytes={maxBytes} />,
  );
}
