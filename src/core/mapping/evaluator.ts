import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createContext, Script } from "node:vm";
import { parentPort } from "node:worker_threads";
import { type Answer, LIMITS, type Question, type Reply } from "./protocol.ts";
import { SANDBOX } from "./sandbox.ts";

/**
 * Entry of a worker thread. Each evaluation has its own realm, discarded afterwards: what one expression does to its
 * prototypes does not affect the next. `pool.ts` terminates the thread when an evaluation takes too long.
 */
const library = createRequire(import.meta.filename).resolve("jsonata/jsonata.min.js");
const jsonata = new Script(readFileSync(library, "utf8"), { filename: "jsonata.js" });
const sandbox = new Script(SANDBOX, { filename: "sandbox.js" });

async function answer({ expression, input }: Question): Promise<Answer> {
  const realm = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  jsonata.runInContext(realm);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the result of SANDBOX
  const run = sandbox.runInContext(realm) as (...given: readonly unknown[]) => Promise<string>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- SANDBOX returns this shape
  return JSON.parse(await run(expression, input, LIMITS.outputChars)) as Answer;
}

function tell(to?: Reply["to"]): void {
  const { user, system } = process.threadCpuUsage();
  const cpuMs = (user + system) / 1000;
  parentPort?.postMessage((to === undefined ? { cpuMs } : { cpuMs, to }) satisfies Reply, []);
}

parentPort?.on("message", (question: Question) => {
  const reply = (given: Answer) => tell({ id: question.id, answer: given });
  answer(question).then(reply, (error: unknown) => reply({ kind: "failed", message: String(error).slice(0, 500) }));
});
tell();
