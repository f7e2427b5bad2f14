import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { freePort } from "./server-process.ts";

/** A hub as `npm start` starts it: with its screens, the embedded server and the demo shop. */
export interface RunningHub {
  readonly origin: string;
  /** An API key with every scope. */
  readonly key: string;
  /** The `Cookie` header of a signed-in session. */
  signIn(account: { readonly email: string; readonly password: string }): Promise<string>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 480_000;
const Csrf = z.object({ csrfToken: z.string() });

/** Builds the screens when they are missing, which takes minutes on a busy machine. */
export async function startBuiltHub(dataDir: string): Promise<RunningHub> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const key = "built_hub_key_of_more_than_32_characters";
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../server/start.ts")], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      GRPC_PORT: "0",
      DATA_DIR: dataDir,
      SEED: "demo",
      PUBLIC_URL: origin,
      LOG_LEVEL: "warn",
      BOOTSTRAP_API_KEY: key,
    },
    stdio: "ignore",
  });
  const giveUp = Date.now() + PATIENCE_MS;
  while ((await fetch(`${origin}/readyz`).catch(() => undefined))?.ok !== true) {
    if (child.exitCode !== null || Date.now() > giveUp) throw new Error("The hub did not become ready");
    await sleep(500);
  }
  return {
    origin,
    key,
    async signIn(account) {
      const asked = await fetch(`${origin}/api/auth/csrf`);
      const { csrfToken } = Csrf.parse(await asked.json());
      const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
        method: "POST",
        redirect: "manual",
        headers: { cookie: cookiesOf(asked), origin },
        body: new URLSearchParams({ ...account, csrfToken, json: "true" }),
      });
      return cookiesOf(answer);
    },
    async stop() {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
