import { JsonFault, parseJson } from "../kernel/json.ts";
import { mappingFailed, mappingSyntax, mappingTooLarge } from "./errors.ts";
import { Pool, type Use } from "./pool.ts";
import { type Answer, LIMITS } from "./protocol.ts";

let pool: Pool | undefined;

/**
 * Evaluates a JSONata expression over a message: JSON, and `null` where it yields nothing. It runs in a thread with
 * limits on CPU time and memory, without access to files, network or this program's objects. Errors of the kind
 * `invalid` are the expression's own fault; others are transient.
 */
export async function evaluate(expression: string, input: unknown, use: Use): Promise<unknown> {
  const text = jsonOf(input);
  if (text.length > LIMITS.inputChars) throw mappingTooLarge("The message");
  return readResult(await ask({ expression, input: text }, use));
}

/** Rejects an invalid expression with `mapping.syntax`. */
export async function check(expression: string, tenantId: string): Promise<void> {
  await ask({ expression }, { tenantId, trial: true });
}

async function ask(question: { expression: string; input?: string }, use: Use): Promise<string> {
  if (question.expression.length > LIMITS.expressionChars) throw mappingTooLarge("The expression");
  pool ??= new Pool();
  return jsonOrRefusal(await pool.ask(question, use));
}

function jsonOrRefusal(answer: Answer): string {
  if (answer.kind === "ok") return answer.json;
  if (answer.kind === "syntax") throw mappingSyntax(answer.message, answer.position);
  if (answer.kind === "too_large") throw mappingTooLarge("What the expression makes");
  throw mappingFailed(answer.message);
}

/** Numbers are doubles while an expression runs; one that was rounded is rejected rather than passed on. */
function readResult(json: string): unknown {
  try {
    return parseJson(json, { depth: LIMITS.depth });
  } catch (error) {
    if (error instanceof JsonFault) throw mappingFailed(`at ${error.pointer || "/"} of its result: ${error.message}`);
    throw error;
  }
}

function jsonOf(input: unknown): string {
  try {
    return JSON.stringify(input) ?? "null";
  } catch {
    throw mappingTooLarge("The message");
  }
}
