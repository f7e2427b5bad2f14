"use client";
import { ScreenError, type ScreenErrorProps } from "#features/shell/screen-error.tsx";

/** The shell itself failed, or a page that has none. */
export default function ErrorOutsideShell(props: ScreenErrorProps) {
  return (
    <main>
      <ScreenError {...props} />
    </main>
  );
}
