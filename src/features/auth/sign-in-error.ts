import type { Catalogue } from "#messages/catalogue.ts";

export type SignInProblem =
  | { key: keyof Catalogue["auth"] & ("wrong" | "throttledSoon" | "disabled" | "unreachable") }
  | { key: "throttled"; seconds: number };

/**
 * What next-auth's `error` means. The credentials provider throws `throttled:<seconds>` or `disabled`; everything else
 * it says is one answer, so that nobody learns which addresses exist.
 */
export function signInProblem(error: string | null | undefined, status: number): SignInProblem {
  const throttled = /^throttled(?::(\d+))?$/.exec(error ?? "");
  if (throttled) return throttled[1] ? { key: "throttled", seconds: Number(throttled[1]) } : { key: "throttledSoon" };
  if (status === 429) return { key: "throttledSoon" };
  if (error === "disabled") return { key: "disabled" };
  if (status === 0 || status >= 500) return { key: "unreachable" };
  return { key: "wrong" };
}

/** Only a path of our own: "/orders?x" yes, "//evil.example" and "https://…" no. */
export function safeReturnPath(path: string | undefined): string {
  const here = "http://here.invalid";
  const url = path?.startsWith("/") ? URL.parse(path, here) : null;
  return url?.origin === here ? url.pathname + url.search + url.hash : "/";
}
