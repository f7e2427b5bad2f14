import { cx } from "#components/cx.ts";

const grounds = [
  "bg-blue-soft text-blue-ink",
  "bg-violet-soft text-violet-ink",
  "bg-green-soft text-green-ink",
  "bg-amber-soft text-amber-ink",
  "bg-accent-soft text-accent-ink",
  "bg-grey-soft text-ink-2",
];

function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 63))
    .join("")
    .toUpperCase();
}

function ground(name: string): string {
  let hash = 0;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) | 0;
  return grounds[Math.abs(hash) % grounds.length] ?? "bg-grey-soft text-ink-2";
}

const sizes = { sm: "size-5 text-[9px]", md: "size-6 text-2xs", lg: "size-9 text-sm" };

type AvatarProps = {
  name: string;
  size?: keyof typeof sizes;
  /** The name is shown beside it. */ decorative?: boolean;
  className?: string;
};

/** Initials on a background colour derived from the name. */
export function Avatar({ name, size = "md", decorative = true, className }: AvatarProps) {
  return (
    <span
      data-initials={initials(name)}
      {...(decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name })}
      className={cx(
        "inline-flex shrink-0 items-center before:content-[attr(data-initials)] justify-center rounded-full font-semibold select-none",
        ground(name),
        sizes[size],
        className,
      )}
    />
  );
}
