import { cx } from "#components/cx.ts";

const names: Record<string, string> = {
  mod: "⌘",
  shift: "⇧",
  alt: "⌥",
  enter: "↵",
  escape: "esc",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
};

type KbdProps = { keys: string; tone?: "default" | "inherit"; className?: string };

/** "mod+k" is one chord, "g o" two keys in sequence. */
export function Kbd({ keys, tone = "default", className }: KbdProps) {
  const caps = keys.split(" ").flatMap((stroke) => stroke.split("+"));
  return (
    <span className={cx("inline-flex items-center gap-0.5", className)} aria-hidden="true">
      {caps.map((cap, index) => (
        <kbd
          key={`${cap}-${String(index)}`}
          className={cx(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-2xs font-medium",
            tone === "inherit" ? "border-current/25" : "border-line bg-surface text-ink-3",
          )}
        >
          <CapName cap={cap} />
        </kbd>
      ))}
    </span>
  );
}

/** The server does not know the platform, so both names are rendered and CSS shows one. */
function CapName({ cap }: { cap: string }) {
  if (cap !== "mod") return <>{names[cap] ?? cap.toUpperCase()}</>;
  return (
    <>
      <span className="mac-only">⌘</span>
      <span className="not-mac">Ctrl</span>
    </>
  );
}
