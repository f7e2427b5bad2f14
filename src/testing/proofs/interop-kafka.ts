import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { KafkaServer, kafkaJars } from "../servers/kafka-server.ts";

/** Timeout of the whole run, once the jars are present. */
const LIMIT_MS = 180_000;

const say = (text: string) => process.stdout.write(`Kafka: ${text}\n`);

/** Undefined, with the reason printed, when no broker can be started on this machine. */
async function startable(): Promise<string | undefined> {
  const jars = await kafkaJars();
  if ("missing" in jars) {
    say(`not run, ${jars.missing}`);
    return undefined;
  }
  try {
    await (await KafkaServer.open(jars.folder)).close();
    return jars.folder;
  } catch (error) {
    say(`not run, the broker does not start: ${String(error)}`);
    return undefined;
  }
}

async function prove(jars: string): Promise<boolean> {
  const root = join(import.meta.dirname, "../../..");
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run"], {
    cwd: root,
    env: { ...process.env, KAFKA_JARS: jars },
    stdio: "inherit",
  });
  const timer = setTimeout(() => child.kill("SIGTERM"), LIMIT_MS);
  const [code] = await once(child, "exit");
  clearTimeout(timer);
  return code === 0;
}

const jars = await startable();
if (jars === undefined) {
  process.exitCode = process.env["CI"] ? 1 : 0; // .ci/run installs what is needed
} else {
  const passed = await prove(jars);
  say(passed ? "every guarantee holds" : "a guarantee is violated");
  process.exitCode = passed ? 0 : 1;
}
