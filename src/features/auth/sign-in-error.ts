export type SignInProblem = { key: "wrong" | "disabled" | "unreachable" } | { key: "throttled"; minutes: number };

/**
 * The meaning of next-auth's `error`. The credentials provider throws `auth.throttled:<seconds>` or `auth.disabled`;
 * all other errors get one message, so that nobody learns which emails exist.
 */
export function signInProblem(error: string | null | undefined, status: number): SignInProblem {
  const throttled = /^auth\.throttled(?::(\d+))?$/.exec(error ?? "");
  if (throttled || status === 429) return { key: "throttled", minutes: Math.ceil(Number(throttled?.[1] ?? 60) / 60) };
  if (error === "auth.disabled") return { key: "disabled" };
  if (status === 0 || status >= 500) return { key: "unreachable" };
  return { key: "wrong" };
}

/**
 * Accepts only a path of this site, as a browser resolves it: "/orders?x" yes, "https://…" no. "/..//evil.example"
 * resolves to two leading slashes, which is another host.
 */
export function safeReturnPath(path: string | undefined): string {
  const here = "http://here.invalid";
  const url = path?.startsWith("/") ? URL.parse(path, here) : null;
  if (url?.origin !== here || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}
