export type Invited = { shop: string; email: string; name: string; invitedBy: string };

const problems = ["unknown", "accepted", "revoked", "expired", "inviter_lost_rights"] as const;
export type LinkProblem = (typeof problems)[number] | "taken" | "unreachable";

/** The meaning of our error code; undefined: another, which is not the link's fault. */
export function linkProblem(code: string): LinkProblem | undefined {
  if (code === "user.email_taken" || code === "user.email_unavailable") return "taken";
  return problems.find((problem) => code === `invitation.${problem}`);
}

/** The token goes in the body: an address would be kept in logs. */
export async function lookAt(token: string): Promise<{ invited: Invited; token: string } | { problem: LinkProblem }> {
  try {
    const answer = await fetch("/api/v2/auth/invitation", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
      credentials: "omit",
    });
    const body: Invited & { code?: string } = await answer.json();
    if (answer.ok) return { invited: body, token };
    return { problem: linkProblem(body.code ?? "") ?? (answer.status < 500 ? "unknown" : "unreachable") };
  } catch {
    return { problem: "unreachable" };
  }
}
