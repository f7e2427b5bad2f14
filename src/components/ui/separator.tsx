import { cx } from "#components/cx.ts";

export function Separator({
  orientation = "horizontal",
  className,
}: {
  orientation?: "horizontal" | "vertical";
  className?: string;
}) {
  return (
    <div
      role="separator"
      aria-orientation={orientation}
      className={cx(
        "shrink-0 bg-line",
        orientation === "horizontal" ? "h-px w-full" : "h-4 w-px self-center",
        className,
      )}
    />
  );
}
