import { barsOf } from "./code128.ts";

/** Modules of white that a reader needs on both sides. */
const QUIET = 10;

/** A text as Code 128, black on white in every theme: readers need the contrast. */
export function Bars({ text, className }: { text: string; className?: string }) {
  const { bars, modules } = barsOf(text);
  return (
    <svg
      role="img"
      aria-label={text}
      viewBox={`0 0 ${modules + 2 * QUIET} 50`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      className={className}
    >
      <rect width="100%" height="100%" fill="white" />
      {bars.map(({ x, width }) => (
        <rect key={x} x={x + QUIET} y="2" width={width} height="46" fill="black" />
      ))}
    </svg>
  );
}
