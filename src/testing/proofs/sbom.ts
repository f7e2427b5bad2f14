/** `npm run sbom` writes docs/sbom.cdx.json; with `--check` it only compares. */
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const root = join(import.meta.dirname, "../../..");
const FILE = "docs/sbom.cdx.json";

const Component = z.object({
  "bom-ref": z.string(),
  type: z.string(),
  name: z.string(),
  version: z.string(),
  scope: z.string().optional(),
  purl: z.string(),
  hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
  licenses: z.array(z.looseObject({})).optional(),
});
const Bom = z.object({
  metadata: z.object({ component: Component }),
  components: z.array(Component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
export type Bom = z.infer<typeof Bom>;

/** Whatever npm adds that differs by its version, its time and the name of the folder is left out. */
export function textOfBom(given: unknown): string {
  const { metadata, components, dependencies } = Bom.parse(given);
  const byRef =
    <T>(of: (each: T) => string) =>
    (a: T, b: T) =>
      of(a) < of(b) ? -1 : 1;
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { ...metadata.component, type: "application", name: "crossdock" } },
    // Older versions of npm name a package twice that is installed in two places.
    components: [...new Map(components.map((each) => [each["bom-ref"], each])).values()].toSorted(
      byRef((each) => each["bom-ref"]),
    ),
    dependencies: dependencies
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.toSorted() }))
      .toSorted(byRef(({ ref }) => ref)),
  };
  return `${JSON.stringify(bom, undefined, 1)}\n`;
}

/**
 * npm's own bill of all packages in the lock file; needs no network. With `--omit dev` it would leave out packages of
 * production that development depends on too, such as graphql.
 */
export function npmBom(): Promise<unknown> {
  const given = ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"];
  const script = process.env["npm_execpath"];
  const [program, args] = script === undefined ? ["npm", given] : [process.execPath, [script, ...given]];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(JSON.parse(Buffer.concat(out).toString()))
        : reject(new Error(Buffer.concat(err).toString())),
    );
  });
}

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

/** What `npm ci --omit=dev` installs somewhere, by name and version, with its licence. */
export function shippedBy(lock: unknown): ReadonlyMap<string, string | undefined> {
  const { packages } = Lock.parse(lock);
  return new Map(
    Object.entries(packages)
      .filter(([path, { dev }]) => path !== "" && dev !== true)
      .map(([path, { name = path.split("node_modules/").at(-1), version, license }]) => [
        `${name}@${version}`,
        license,
      ]),
  );
}

/** Of what is shipped, with the licences that npm leaves out because their names are none of SPDX. */
export function onlyShipped(bom: unknown, lock: unknown): Bom {
  const shipped = shippedBy(lock);
  const { metadata, components, dependencies } = Bom.parse(bom);
  const isShipped = (ref: string) => shipped.has(ref) || ref === metadata.component["bom-ref"];
  const licensed = components
    .filter((each) => isShipped(each["bom-ref"]))
    .map((each) => {
      const name = shipped.get(each["bom-ref"]);
      return each.licenses !== undefined || name === undefined ? each : { ...each, licenses: [{ license: { name } }] };
    });
  const kept = dependencies
    .filter(({ ref }) => isShipped(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isShipped) }));
  return { metadata, components: licensed, dependencies: kept };
}

if (import.meta.main) {
  const lock: unknown = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  const made = textOfBom(onlyShipped(await npmBom(), lock));
  const path = join(root, FILE);
  const kept = await readFile(path, "utf8").catch(() => "");
  if (!process.argv.includes("--check")) await writeFile(path, made);
  else if (kept !== made) {
    process.stdout.write(`${FILE} is not that of package-lock.json.\n`);
    process.exitCode = 1;
  }
}
