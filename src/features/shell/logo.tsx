import { cx } from "#components/cx.ts";

/** Two crossing lanes: one passes over, one under. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cx("size-6 shrink-0", className)}>
      <rect width="24" height="24" rx="6.5" className="fill-accent" />
      <g className="stroke-on-accent" fill="none" strokeWidth="2.1" strokeLinecap="round" strokeLinejoin="round">
        <path d="M4.75 8H7.4L16.6 16H19.25" />
        <path d="M4.75 16H7.4L10.1 13.65M13.9 10.35 16.6 8H19.25" />
      </g>
    </svg>
  );
}
