import type { DemoAccount } from "#demo/cast.ts";
import type { ServerHub } from "./hub.ts";

type Out = (text: string) => unknown;
const stdout: Out = (text) => process.stdout.write(text);

const linesOf = (accounts: readonly DemoAccount[]) =>
  accounts.map(({ role, email, password }) => `  ${role.padEnd(8)} ${email}  ${password}`);

/** The generated passwords of a publicly reachable demo. They are shown only once. */
export function announceMade(accounts: readonly DemoAccount[], out = stdout): void {
  if (accounts.length === 0) return;
  const lines = ["The demo's passwords, shown only once:", ...linesOf(accounts)];
  out(`\n${lines.map((line) => `  ${line}`).join("\n")}\n\n`);
}

/** The lines printed after `npm start`. */
export function announce({ config, demoAccounts }: ServerHub, port: number, isOpen: boolean): void {
  const address = config.publicUrl.replace(/:0$/, `:${port}`);
  const lines = [`Crossdock is running at ${address}`, ""];
  if (demoAccounts.length > 0) {
    lines.push("Sign in as");
    lines.push(...linesOf(demoAccounts), "");
  }
  if (isOpen) lines.push("An API key:  npm run cli -- keys create --scopes orders:read,orders:write");
  else lines.push("There is no administrator yet:  npm run cli -- users create-admin --email you@example.com");
  stdout(`\n${lines.map((line) => `  ${line}`.trimEnd()).join("\n")}\n\n`);
}
