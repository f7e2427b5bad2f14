"use client";
import { useMemo } from "react";
import { cx } from "#components/cx.ts";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import type { Fault } from "#core/kernel/errors.ts";
import { faultsByLine, jsonLines } from "./json-lines.ts";

type AnnotatedJsonProps = { label: string; value: unknown; faults: readonly Fault[]; className?: string };

/** A value as JSON with errors shown at their lines. */
export function AnnotatedJson({ label, value, faults, className }: AnnotatedJsonProps) {
  const lines = useMemo(() => jsonLines(value), [value]);
  const marked = useMemo(() => faultsByLine(lines, faults), [lines, faults]);
  const text = useMemo(() => JSON.stringify(value, null, 2), [value]);
  return (
    <CodeBlock label={label} text={text} {...(className ? { className } : {})}>
      <ol className="w-max min-w-full">
        {lines.map((line, index) => {
          const found = marked.get(index);
          return (
            <li key={index} className={cx(found && "-mr-10 -ml-3 border-l-2 border-red bg-red-soft pr-10 pl-2.5")}>
              <pre>{"  ".repeat(line.depth) + line.text}</pre>
              {found?.map((fault, nth) => (
                <FaultLine key={nth} fault={fault} at={line.pointer} depth={line.depth} />
              ))}
            </li>
          );
        })}
      </ol>
    </CodeBlock>
  );
}

function FaultLine({ fault, at, depth }: { fault: Fault; at: string | null; depth: number }) {
  const { pointer = "", detail } = fault;
  return (
    <p className="whitespace-pre text-red-ink">
      {"  ".repeat(depth + 1)}
      {pointer !== at && pointer !== "" ? <span className="mr-2 font-semibold">{pointer}</span> : null}
      <span className="font-sans">{detail}</span>
    </p>
  );
}
