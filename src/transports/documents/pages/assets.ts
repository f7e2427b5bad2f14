import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const JAVASCRIPT = "text/javascript; charset=utf-8";
const CSS = "text/css; charset=utf-8";

const read = (address: string, { name, type }: { name: string; type: string }): Asset => ({
  name,
  type,
  text: readFileSync(new URL(address), "utf8").replace(/\n\/[/*]# sourceMappingURL=.*/, ""),
});

/** A script that its package ships and does not export. */
const inPackage = (packageName: string, path: string, name: string): Asset =>
  read(new URL(path, import.meta.resolve(`${packageName}/package.json`)).href, { name, type: JAVASCRIPT });

/** Its fonts are data URLs, which the pages' policy forbids; the pages have fonts of their own. */
function graphiqlStyles(): Asset {
  const { text, ...asset } = read(import.meta.resolve("graphiql/style.css"), { name: "graphiql.css", type: CSS });
  return { ...asset, text: text.replaceAll(/@font-face\s*\{[^}]*\}\s*/g, "") };
}

let loaded: ReadonlyMap<string, Asset> | undefined;

/** The pages' static files, read at the first request. */
export function assets(): ReadonlyMap<string, Asset> {
  loaded ??= new Map(
    [
      read(import.meta.resolve("swagger-ui-dist/swagger-ui-bundle.js"), { name: "swagger-ui.js", type: JAVASCRIPT }),
      read(import.meta.resolve("swagger-ui-dist/swagger-ui.css"), { name: "swagger-ui.css", type: CSS }),
      read(import.meta.resolve("./page/theme.js"), { name: "theme.js", type: JAVASCRIPT }),
      read(import.meta.resolve("./page/page.css"), { name: "page.css", type: CSS }),
      read(import.meta.resolve("./page/live.js"), { name: "live.js", type: JAVASCRIPT }),
      read(import.meta.resolve("./page/docs.js"), { name: "docs.js", type: JAVASCRIPT }),
      read(import.meta.resolve("./page/docs.css"), { name: "docs.css", type: CSS }),
      // GraphiQL's build for script tags needs the last React that has one.
      inPackage("react-18", "umd/react.production.min.js", "react.js"),
      inPackage("react-dom-18", "umd/react-dom.production.min.js", "react-dom.js"),
      inPackage("graphiql", "graphiql.min.js", "graphiql.js"),
      graphiqlStyles(),
      read(import.meta.resolve("./page/graphql.js"), { name: "graphql.js", type: JAVASCRIPT }),
      read(import.meta.resolve("./page/graphql.css"), { name: "graphql.css", type: CSS }),
    ].map((asset) => [asset.name, asset]),
  );
  return loaded;
}

let loadedFonts: ReadonlyMap<string, Uint8Array<ArrayBuffer>> | undefined;

/** The fonts of the screens, under URLs for style sheets. */
export function fonts(): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const font = (path: string) =>
    new Uint8Array(readFileSync(new URL(`fonts/${path}`, import.meta.resolve("geist/font/sans"))));
  loadedFonts ??= new Map([
    ["geist.woff2", font("geist-sans/Geist-Variable.woff2")],
    ["geist-mono.woff2", font("geist-mono/GeistMono-Variable.woff2")],
  ]);
  return loadedFonts;
}

let folder: string | undefined;

/** Named by content hash, so that browsers may cache them forever. */
export function assetFolder(): string {
  if (folder !== undefined) return folder;
  const hash = createHash("sha256");
  for (const { text } of assets().values()) hash.update(text);
  folder = hash.digest("base64url").slice(0, 12);
  return folder;
}
