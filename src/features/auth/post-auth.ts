export type Posted =
  | { ok: true; body: unknown }
  | { ok: false; code: string; message: string; minutes: number }
  | { ok: false; code: "unreachable" };

type Problem = { code?: unknown; detail?: unknown };

/** Sends what a sign-in page asks. The session's cookie goes with it. */
export async function postAuth(path: string, body: object): Promise<Posted> {
  try {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`/api/auth/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    if (response.ok) return { ok: true, body: await response.json() };
    const { code, detail }: Problem = await response.json();
    const waitS = Number(response.headers.get("retry-after") ?? 60);
    const message = typeof detail === "string" ? detail : "";
    return { ok: false, code: String(code), message, minutes: Math.max(1, Math.ceil(waitS / 60)) };
  } catch {
    return { ok: false, code: "unreachable" };
  }
}
