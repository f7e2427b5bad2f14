/** Black on white in every theme: cameras read nothing else well. */
export function QrCode({ size, path, label }: { size: number; path: string; label: string }) {
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className="size-48 rounded-md bg-white">
      <path d={path} fill="black" shapeRendering="crispEdges" />
    </svg>
  );
}
