import { cx } from "#components/cx.ts";
import type { DeskState } from "#features/deliveries/delivery-params.ts";

type Drawing = { color: string; lines: string; faint?: string };

/** The status glyph of deliveries: an arrow that reaches a wall, turns back, breaks or stops. */
const drawings: Readonly<Record<DeskState, Drawing>> = {
  waiting: { color: "text-blue", lines: "M1.5 7h4.6M4.2 4.8 6.4 7 4.2 9.2", faint: "M12.25 2v10" },
  retrying: { color: "text-amber", lines: "M9 4.2H4.6a2.4 2.4 0 0 0 0 4.9h4.2M6.9 7.1l2 2-2 2", faint: "M12.25 2v10" },
  delivered: { color: "text-green", lines: "M1.5 7h8M6.8 4.2 9.6 7l-2.8 2.8M12.25 2v10" },
  failed: { color: "text-red", lines: "M1.2 7h2.6M6 4.2l5.6 5.6M11.6 4.2 6 9.8" },
  muted: { color: "text-grey", lines: "M6 4.2l5.6 5.6M11.6 4.2 6 9.8", faint: "M1.2 7h2.6" },
  cancelled: { color: "text-grey", lines: "M1.5 7h5M9 3.5v7", faint: "M12.25 2v10" },
};

export function DeliveryGlyph({ state, className }: { state: DeskState; className?: string }) {
  const { color, lines, faint } = drawings[state];
  return (
    <svg
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cx("size-3.5 shrink-0", color, className)}
    >
      <path d={lines} />
      {faint ? <path d={faint} strokeOpacity="0.55" /> : null}
    </svg>
  );
}
