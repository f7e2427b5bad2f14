export type SignInProblem = { key: "wrong" | "disabled" | "unreachable" } | { key: "throttled"; minutes: number };

/**
 * What next-auth's `error` means. The credentials provider throws `auth.throttled:<seconds>` or `auth.disabled`;
 * everything else it says is one answer, so that nobody learns which addresses exist.
 */
export function signInProblem(error: string | null | undefined, status: number): SignInProblem {
  const throttled = /^auth\.throttled(?::(\d+))?$/.exec(error ?? "");
  if (throttled || status === 429) return { key: "throttled", minutes: Math.ceil(Number(throttled?.[1] ?? 60) / 60) };
  if (error === "auth.disabled") return { key: "disabled" };
  if (status === 0 || status >= 500) return { key: "unreachable" };
  return { key: "wrong" };
}

/**
 * Only a path of our own, as a browser will read it: "/orders?x" yes, "https://…" no. What is left of "/..//evil.example"
 * once its dots are gone would be another host, so what begins with two slashes is none.
 */
export function safeReturnPath(path: string | undefined): string {
  const here = "http://here.invalid";
  const url = path?.startsWith("/") ? URL.parse(path, here) : null;
  if (url?.origin !== here || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}
