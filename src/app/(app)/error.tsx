"use client";
import { ScreenError, type ScreenErrorProps } from "#features/shell/screen-error.tsx";

/** A screen that failed; the shell around it stands. */
export default function ErrorInShell(props: ScreenErrorProps) {
  return <ScreenError {...props} />;
}
