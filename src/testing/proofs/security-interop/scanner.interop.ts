import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { demoAccounts } from "#demo/cast.ts";
import { type RunningHub, startBuiltHub } from "../../servers/built-hub.ts";
import { ran } from "../api-tools.ts";
import { securityTools } from "./tools.ts";

const SCAN_S = 90;
const MODULES =
  "backup,cookieflags,crlf,csp,exec,file,http_headers,methods,permanentxss,redirect,shellshock,sql,ssrf,xss,xxe";
const Finding = z.object({ level: z.int(), method: z.string(), path: z.string(), info: z.string() });
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.array(Finding)),
  anomalies: z.record(z.string(), z.array(Finding)),
});

let folder: string;
let hub: RunningHub;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-scan-"));
  hub = await startBuiltHub(folder);
}, 600_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Scan {
  readonly starts: readonly string[];
  /** How the scanner proves who it is. */
  readonly credential: readonly string[];
}

/** What wapiti found above an informational remark, and the addresses that it read. */
async function scanned({ starts, credential }: Scan): Promise<{ found: string[]; read: string }> {
  const report = join(folder, `report-${starts.length}.json`);
  const bounds = `--scope folder -m ${MODULES} --max-scan-time ${SCAN_S} --max-attack-time 15 -d 2 --max-links-per-page 20 -t 10`;
  const own = ["--store-session", join(folder, "session"), "--store-config", join(folder, "config"), "--flush-session"];
  const pages = starts.flatMap((path) => ["-s", `${hub.origin}${path}`]);
  const target = ["-u", `${hub.origin}/`, ...pages, ...credential];
  const printed = ["--no-bugreport", "-v", "2", "-f", "json", "-o", report];
  const { code, output } = await ran(securityTools.wapiti, [...target, ...bounds.split(" "), ...own, ...printed]);
  if (code !== 0) throw new Error(`wapiti ended with ${code}:\n${output}`);
  const { vulnerabilities, anomalies } = Report.parse(JSON.parse(await readFile(report, "utf8")));
  const found = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, all]) =>
    all.filter(({ level }) => level > 1).map(({ method, path, info }) => `${kind}: ${method} ${path}: ${info}`),
  );
  return { found, read: output };
}

it("wapiti, signed in, finds nothing in the screens above an informational remark", { timeout: 600_000 }, async () => {
  const [account] = demoAccounts;
  if (account === undefined) throw new Error("The demo has no account");
  const cookies = join(folder, "cookies.json");
  await writeFile(cookies, JSON.stringify({ "127.0.0.1": { "/": cookiesOf(await hub.signIn(account)) } }));
  const starts = ["/orders?q=mug&status=pending", "/products?q=a", "/customers?q=a", "/deliveries?state=failed"];
  const { found, read } = await scanned({ starts, credential: ["-c", cookies] });
  expect(found).toEqual([]);
  expect(read).not.toContain("/sign-in?callbackUrl=%2Forders");
});

it("wapiti, with a key, finds nothing in the API above an informational remark", { timeout: 600_000 }, async () => {
  const starts = [
    "/api/v2/orders?q=mug&limit=5",
    "/api/v2/products?q=a&sort=title",
    "/api/v2/events?types=order.placed",
    "/api/graphql?query=%7Borders(first:1)%7Bnodes%7Bid%7D%7D%7D",
    "/docs",
  ];
  const { found, read } = await scanned({ starts, credential: ["-H", `Authorization: Bearer ${hub.key}`] });
  expect(found).toEqual([]);
  expect(read).toContain("/api/v2/orders?q=mug");
});

/** In wapiti's own form. */
const cookiesOf = (header: string) =>
  Object.fromEntries(
    header.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), { value: pair.slice(at + 1), expires: null, secure: false, port: null, version: 0 }];
    }),
  );
