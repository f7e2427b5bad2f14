import { cx } from "#components/cx.ts";

const order = [3, 0, 5, 1, 8, 2, 10, 4, 6, 11, 7, 9];
const marked = new Map([
  [1, "stroke-accent"],
  [4, "stroke-accent/60"],
  [9, "stroke-accent/35"],
]);

/** The marked lanes come last, so that they are drawn over the others. */
const drawn = [...order.entries()].toSorted(([a], [b]) => Number(marked.has(a)) - Number(marked.has(b)));

const gap = 44;
const middle = (index: number) => 60 + index * gap;

/** The logo, enlarged: many lanes arrive, cross once and leave sorted, as in a cross-dock. */
export function Lanes({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 800 604"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      aria-hidden="true"
      className={className}
    >
      {drawn.map(([from, to]) => {
        const y1 = middle(from);
        const y2 = middle(to);
        const path = `M-400 ${String(y1)}H210C420 ${String(y1)} 380 ${String(y2)} 590 ${String(y2)}H1200`;
        const color = marked.get(from);
        return (
          <g key={from}>
            <path d={path} className="stroke-canvas" strokeWidth="9" />
            <path d={path} className={cx(color ?? "stroke-line-strong")} strokeWidth={color ? 2.5 : 1.5} />
            {color ? (
              <rect
                x={90 + from * 14}
                y={y1 - 7}
                width="22"
                height="14"
                rx="4"
                className={cx("fill-canvas", color)}
                strokeWidth="2.5"
              />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
