import type { ServerHub } from "./hub.ts";

/** The few lines that somebody who has just typed `npm start` wants to see. */
export function announce({ config }: ServerHub, port: number): void {
  const address = config.publicUrl.replace(/:0$/, `:${port}`);
  const lines = [`Crossdock is running at ${address}`];
  process.stdout.write(`\n${lines.map((line) => `  ${line}\n`).join("")}\n`);
}
