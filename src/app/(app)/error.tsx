"use client";
import { ScreenError, type ScreenErrorProps } from "#features/shell/screen-error.tsx";

/** The error of a screen, inside the shell. */
export default function ErrorInShell(props: ScreenErrorProps) {
  return <ScreenError {...props} />;
}
