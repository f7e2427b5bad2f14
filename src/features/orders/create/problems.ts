import type { Fault } from "#core/kernel/errors.ts";
import { isBlank, missingIn } from "../address.ts";
import { isEmail } from "../email.ts";
import { asksTooMuch, type OrderForm } from "./form-state.ts";

export type LineProblem =
  | { kind: "price" }
  | { kind: "short"; requested: number; available: number }
  | { kind: "other"; text: string };

export type Problems = {
  lines: ReadonlyMap<string, LineProblem>;
  noLines: boolean;
  badEmail: boolean;
  address: readonly string[];
};

/** What prevents the order from being sent. */
export function problemsOf(form: OrderForm): Problems {
  const lines = new Map<string, LineProblem>();
  for (const line of form.lines) if (line.unitPrice === null) lines.set(line.key, { kind: "price" });
  const email = form.customer?.email.trim() ?? "";
  return {
    lines,
    noLines: form.lines.length === 0,
    badEmail: email !== "" && !isEmail(email),
    address: form.address && !isBlank(form.address) ? missingIn(form.address) : [],
  };
}

export const countOf = ({ lines, noLines, badEmail, address }: Problems): number =>
  lines.size + Number(noLines) + Number(badEmail) + Number(address.length > 0);

/** The server's errors by line. */
export function lineProblems(form: OrderForm, faults: readonly Fault[]): Map<string, LineProblem> {
  const problems = new Map<string, LineProblem>();
  for (const { pointer, detail, requested, available } of faults) {
    const line = form.lines[Number(/^\/lines\/(\d+)/.exec(pointer ?? "")?.[1])];
    if (!line) continue;
    if (typeof requested === "number" && typeof available === "number")
      problems.set(line.key, { kind: "short", requested, available: Math.max(0, available) });
    else problems.set(line.key, { kind: "other", text: detail });
  }
  return problems;
}

/** An error stays until the quantity is available. */
export function stillStands(problem: LineProblem, line: OrderForm["lines"][number]): boolean {
  if (problem.kind === "price") return line.unitPrice === null;
  if (problem.kind === "short") return line.quantity > problem.available || asksTooMuch(line);
  return true;
}
