import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createTarGzip } from "nanotar";
import manifest from "../../../package.json" with { type: "json" };
import { routerTypes } from "./router-types.ts";

/** Bundled copies of this module have another location; both start in the project's folder. */
const folder = pathToFileURL(join(process.cwd(), "src/transports/client/package/"));
const WRITTEN = ["index.js", "index.d.ts", "event-source.js", "readme.md"];
/** The same hub builds the same bytes, so that a lock file's integrity stays valid. */
const EPOCH = { mtime: 0, mode: "644", uid: 0, gid: 0 };

export const CLIENT_PATH = "/client.tgz";
export const clientFile = `crossdock-client-${manifest.version}.tgz`;

const packageFile = () => ({
  name: "crossdock-client",
  version: manifest.version,
  description: "The typed client of a Crossdock hub.",
  license: manifest.license,
  type: "module",
  sideEffects: false,
  engines: { node: ">=20" },
  exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
  types: "./index.d.ts",
  dependencies: { "@trpc/client": manifest.dependencies["@trpc/client"] },
});

let packed: Promise<Uint8Array<ArrayBuffer>> | undefined;

/** The npm package for TypeScript clients: declarations of the router and a small client. */
export function clientPackage(): Promise<Uint8Array<ArrayBuffer>> {
  packed ??= pack().catch((error: unknown) => {
    packed = undefined; // the next request retries
    throw error;
  });
  return packed;
}

async function pack(): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, string> = { "package.json": `${JSON.stringify(packageFile(), undefined, 2)}\n` };
  for (const name of WRITTEN) files[name] = readFileSync(new URL(name, folder), "utf8");
  files["router.d.ts"] = routerTypes();
  const entries = Object.entries(files).map(([name, data]) => ({ name: `package/${name}`, data, attrs: EPOCH }));
  return new Uint8Array(await createTarGzip(entries));
}

export async function clientPackageResponse(): Promise<Response> {
  const bytes = await clientPackage();
  const headers = {
    "content-type": "application/gzip",
    "content-disposition": `attachment; filename="${clientFile}"`,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  };
  return new Response(bytes, { headers });
}
