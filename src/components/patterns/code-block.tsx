"use client";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

type CodeBlockProps = {
  /** Its kind: "Body", "Command". */
  label: string;
  /** The text to copy, shown when there are no children. */
  text: string;
  /** Long lines wrap instead of scrolling. */
  wrap?: boolean;
  className?: string;
  children?: ReactNode;
};

/** Preformatted text that scrolls, with a copy button. */
export function CodeBlock({ label, text, wrap = false, className, children }: CodeBlockProps) {
  return (
    <div className="group/code relative min-w-0">
      <div
        role="region"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region needs focus for keyboard scrolling
        tabIndex={0}
        className={cx(
          "scroll-thin max-h-96 overflow-auto rounded-md bg-sunken py-2.5 pr-10 pl-3 font-mono text-xs leading-5 focus-visible:-outline-offset-2",
          className,
        )}
      >
        {children ?? <pre className={cx(wrap && "break-words whitespace-pre-wrap")}>{text}</pre>}
      </div>
      <CopyButton value={text} className="absolute top-1.5 right-1.5 bg-sunken" />
    </div>
  );
}
