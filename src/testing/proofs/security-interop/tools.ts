import { ran } from "../api-tools.ts";

/** As Debian installs them: python3-authlib, and wapiti. */
export const securityTools = { python: "/usr/bin/python3", wapiti: "wapiti" };

/** Whether they are there. The folder is not used: both are programs of the system. */
export async function findSecurityTools(): Promise<{ folder: string } | { missing: string }> {
  const authlib = await ran(securityTools.python, ["-c", "import authlib.jose"]).catch(() => ({ code: 1 }));
  if (authlib.code !== 0) return { missing: "python3-authlib is not installed" };
  const wapiti = await ran(securityTools.wapiti, ["--version"]).catch(() => ({ code: 1 }));
  return wapiti.code === 0 ? { folder: "." } : { missing: "wapiti is not installed" };
}
