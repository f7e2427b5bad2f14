import { writeFile } from "node:fs/promises";
import { madeDocuments, placeOf, staleDocuments } from "./documents.ts";

const documents = madeDocuments();

if (process.argv.includes("--check")) {
  const stale = await staleDocuments();
  for (const name of stale) process.stdout.write(`docs/${name} is not what it would be if it were made now.\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [name, text] of documents) await writeFile(placeOf(name), text);
  // A release is what clients hold us to: `npm run documents -- --release` is run when a version goes out.
  if (process.argv.includes("--release"))
    await writeFile(placeOf("openapi.released.json"), documents.get("openapi.json") ?? "");
}
