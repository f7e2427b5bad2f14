import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

/**
 * One shape per status, so that three side by side are distinguishable at a glance: a ring fills with fulfilment, a
 * note with payment, a box with packing.
 */
function Glyph({ className, children }: { className: string; children: ReactNode }) {
  return (
    <svg viewBox="0 0 14 14" fill="none" aria-hidden="true" className={cx("size-3.5 shrink-0", className)}>
      {children}
    </svg>
  );
}

const ring = { cx: 7, cy: 7, r: 5.75, stroke: "currentColor", strokeWidth: 1.5 };
const sector: Record<number, string> = {
  25: "M7 7V3.5A3.5 3.5 0 0 1 10.5 7Z",
  50: "M7 7V3.5A3.5 3.5 0 0 1 7 10.5Z",
  75: "M7 7V3.5A3.5 3.5 0 1 1 3.5 7Z",
};

export type RingFill = "dashed" | 0 | 25 | 50 | 75 | "check" | "cross";

export function RingGlyph({ fill, className }: { fill: RingFill; className: string }) {
  if (fill === "check" || fill === "cross") {
    const mark = fill === "check" ? "M4.4 7.2 6.2 9l3.4-3.9" : "M5 5l4 4M9 5 5 9";
    return (
      <Glyph className={className}>
        <circle cx="7" cy="7" r="6.5" fill="currentColor" />
        <path d={mark} stroke="var(--raised)" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
      </Glyph>
    );
  }
  return (
    <Glyph className={className}>
      <circle {...ring} {...(fill === "dashed" ? { strokeDasharray: "2.2 1.9" } : {})} />
      {typeof fill === "number" && sector[fill] ? <path d={sector[fill]} fill="currentColor" /> : null}
    </Glyph>
  );
}

export type NoteFill = "empty" | "reserved" | "half" | "full" | "half-back" | "back";

/** A bank note: outlined, dashed (authorized), half, full; struck through from the right as it is refunded. */
export function NoteGlyph({ fill, className }: { fill: NoteFill; className: string }) {
  const frame = { x: 0.75, y: 3.25, width: 12.5, height: 7.5, rx: 1.75, stroke: "currentColor", strokeWidth: 1.5 };
  if (fill === "full") {
    return (
      <Glyph className={className}>
        <rect x="0" y="2.5" width="14" height="9" rx="2.25" fill="currentColor" />
        <circle cx="7" cy="7" r="1.75" fill="var(--raised)" />
      </Glyph>
    );
  }
  const back = fill === "back" || fill === "half-back";
  return (
    <Glyph className={className}>
      <rect {...frame} {...(fill === "reserved" ? { strokeDasharray: "2 1.6" } : {})} />
      {fill === "half" ? <path d="M2 4.5h5v5H2z" fill="currentColor" /> : null}
      {fill === "reserved" ? <circle cx="7" cy="7" r="1.5" fill="currentColor" /> : null}
      {fill === "half-back" ? <path d="M7 4.5h5v5H7z" fill="currentColor" /> : null}
      {back ? (
        <path
          d={fill === "back" ? "M9.6 7H4.6M6.4 5.2 4.6 7l1.8 1.8" : "M5.4 5.6 4 7l1.4 1.4"}
          stroke="currentColor"
          strokeWidth="1.3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : null}
    </Glyph>
  );
}

export type BoxFill = "empty" | "half" | "full" | "half-back" | "back";

/** A parcel: empty, half full, full and taped; an arrow when returned. */
export function BoxGlyph({ fill, className }: { fill: BoxFill; className: string }) {
  if (fill === "full") {
    return (
      <Glyph className={className}>
        <rect x="0.75" y="0.75" width="12.5" height="12.5" rx="2.5" fill="currentColor" />
        <path d="M7 1v4.5" stroke="var(--raised)" strokeWidth="2" />
      </Glyph>
    );
  }
  const back = fill === "back" || fill === "half-back";
  return (
    <Glyph className={className}>
      <rect x="1.5" y="1.5" width="11" height="11" rx="2" stroke="currentColor" strokeWidth="1.5" />
      {fill === "half" || fill === "half-back" ? (
        <path d="M3 7h8v3.2a.8.8 0 0 1-.8.8H3.8a.8.8 0 0 1-.8-.8z" fill="currentColor" />
      ) : null}
      {back ? (
        <path
          d={
            fill === "back"
              ? "M9.5 8.5V7A1.5 1.5 0 0 0 8 5.5H4.6M6.2 3.9 4.6 5.5l1.6 1.6"
              : "M9.4 4.6H4.8M6 3.4 4.8 4.6 6 5.8"
          }
          stroke="currentColor"
          strokeWidth="1.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ) : null}
    </Glyph>
  );
}
