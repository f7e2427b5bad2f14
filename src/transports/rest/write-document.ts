import { writeFile } from "node:fs/promises";
import { openApiDocument } from "./openapi.ts";
import { postmanCollection } from "./postman.ts";
import { routes } from "./routes.ts";

const document = openApiDocument(routes);
const write = (name: string, content: object) =>
  writeFile(new URL(`../../../docs/${name}`, import.meta.url), `${JSON.stringify(content, null, 2)}\n`);

await write("openapi.json", document);
await write("postman.json", postmanCollection(document));
// A release is what clients hold us to: `npm run openapi -- --release` is run when a version goes out.
if (process.argv.includes("--release")) await write("openapi.released.json", document);
