/** Why an address is not taken, in words; undefined when it is. */
export type PathFault = string | undefined;

const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i;
/** An escaped slash or backslash is one to whoever decodes before it routes. */
const HIDDEN_SEPARATOR = /\\|%5c/i;
const ESCAPES = /%(?![0-9a-f]{2})/i;

/**
 * One path has one spelling, because what stands in front of a hub, the hub and its pages each read another into the
 * rest (RFC 9112 §3.2, RFC 3986 §6.2.2). Taken is origin-form alone, without empty or dot segments.
 */
export function pathFault(target: string): PathFault {
  if (!target.startsWith("/")) return "The request line names a path that begins with a slash, without host or scheme.";
  if (target.includes("#")) return "An address that is sent has no fragment.";
  const path = pathOf(target);
  if (ESCAPES.test(path)) return "A percent sign in an address is followed by two hexadecimal digits.";
  if (path.includes("//")) return "An address has no empty segments.";
  if (HIDDEN_SEPARATOR.test(path)) return "An address has no backslashes.";
  const decoded = decodedPath(path);
  if (decoded === undefined) return "The escapes of an address are UTF-8.";
  if (DOT_SEGMENT.test(decoded)) return "An address has no segments of dots.";
  return hasControl(decoded) ? "An address has no control characters." : undefined;
}

export function pathOf(target: string): string {
  const mark = target.indexOf("?");
  return mark === -1 ? target : target.slice(0, mark);
}

/** What the path means, however it is escaped: `/%61pi/v2` is `/api/v2`. Undefined when that is no text. */
export function decodedPath(path: string): string | undefined {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const hasControl = (text: string) => /\p{Cc}/u.test(text);
