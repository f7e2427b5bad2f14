"use client";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

type CodeBlockProps = {
  code: string;
  /** What it is, for those who hear it; shown over it unless `labelHidden`. */
  label: string;
  labelHidden?: boolean;
  /** Right of the label, before the copy button. */
  aside?: ReactNode;
  /** `wrap`: no line runs out of the box; else it scrolls sideways. */
  wrap?: boolean;
  /** At most that high, then it scrolls. */
  tall?: boolean;
  className?: string;
};

/** JSON as people read it; anything else stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Code and payloads: monospace in a well of their own, with a button that copies all of it. */
export function CodeBlock({ code, label, labelHidden, aside, wrap, tall, className }: CodeBlockProps) {
  return (
    <figure className={cx("grid min-w-0 gap-1.5", className)}>
      <figcaption className={cx("flex min-h-6 items-center justify-between gap-2 text-xs text-ink-3")}>
        <span className={cx(labelHidden && "sr-only")}>{label}</span>
        <span className="ml-auto flex items-center gap-1.5">
          {aside}
          <CopyButton value={code} />
        </span>
      </figcaption>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
        tabIndex={0}
        aria-label={label}
        role="region"
        className={cx(
          "scroll-thin overflow-auto rounded-md bg-sunken px-3 py-2.5 font-mono text-xs leading-5",
          wrap ? "break-words whitespace-pre-wrap" : "whitespace-pre",
          tall ? "max-h-[32rem]" : "max-h-72",
        )}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
