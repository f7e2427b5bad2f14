"use client";
import { ScreenError, type ScreenErrorProps } from "#features/shell/screen-error.tsx";

/** An error of the shell, or of a page outside of it. */
export default function ErrorOutsideShell(props: ScreenErrorProps) {
  return (
    <main>
      <ScreenError {...props} />
    </main>
  );
}
