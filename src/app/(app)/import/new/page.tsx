import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { StartImportScreen } from "#features/imports/start-import-screen.tsx";
import { MAX_UPLOAD_BYTES } from "#transports/uploads/receive-upload.ts";

export const metadata: Metadata = { title: "New import" };

export default function StartImportPage() {
  return allowed("imports:write", () =>
    prefetched(
      (trpc) => [trpc.imports.presets.prefetch({}), trpc.locations.list.prefetch({})],
      <StartImportScreen maxBytes={MAX_UPLOAD_BYTES} />,
    ),
  );
}
