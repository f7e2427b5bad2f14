/** Why a request target is rejected; undefined when it is canonical. */
export type PathFault = string | undefined;

const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(\/|$)/i;
/** Components that decode before routing see an escaped slash or backslash as a literal one. */
const HIDDEN_SEPARATOR = /\\|%5c/i;
const ESCAPES = /%(?![0-9a-f]{2})/i;

/**
 * Accepts one spelling per path, because proxies, the hub and Next interpret the others differently (RFC 9112 §3.2, RFC
 * 3986 §6.2.2): origin-form only, without empty or dot segments.
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

/** The decoded path: `/%61pi/v2` is `/api/v2`. Undefined when it is not UTF-8. */
export function decodedPath(path: string): string | undefined {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

const hasControl = (text: string) => /\p{Cc}/u.test(text);
