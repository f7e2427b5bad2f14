import type { ServerHub } from "./hub.ts";

/** The few lines that somebody who has just typed `npm start` wants to see. */
export function announce({ config, demoAccounts }: ServerHub, port: number): void {
  const address = config.publicUrl.replace(/:0$/, `:${port}`);
  const lines = [`Crossdock is running at ${address}`, ""];
  if (demoAccounts.length > 0) {
    lines.push("Sign in as");
    for (const { role, email, password } of demoAccounts) lines.push(`  ${role.padEnd(8)} ${email}  ${password}`);
    lines.push("");
  }
  lines.push("An API key:  npm run cli -- keys create --scopes orders:read,orders:write");
  process.stdout.write(`\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n\n`);
}
