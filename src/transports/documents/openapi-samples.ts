import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Schema } from "./openapi-schemas.ts";

/** Not beside this file: a bundler would treat the path as a module. */
const folder = pathToFileURL(join(process.cwd(), "docs/samples/"));

/** By a sample's file extension: the language name in documents, and the heading above the sample. */
const LANGUAGES: Readonly<Record<string, { readonly lang: string; readonly label: string }>> = {
  sh: { lang: "Shell", label: "curl" },
  ts: { lang: "TypeScript", label: "TypeScript" },
  py: { lang: "Python", label: "Python" },
};

/** The programs below docs/samples for an operation. A test runs each against a real server. */
export function samplesOf(operationId: string): Schema[] {
  return Object.entries(LANGUAGES).flatMap(([ending, language]) => {
    const name = `${kebab(operationId)}.${ending}`;
    return files().has(name) ? [{ ...language, source: readFileSync(new URL(name, folder), "utf8") }] : [];
  });
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

let known: ReadonlySet<string> | undefined;
const files = (): ReadonlySet<string> => (known ??= new Set(readdirSync(folder)));
