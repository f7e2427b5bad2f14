import { writeFile } from "node:fs/promises";
import { openApiDocument } from "./openapi.ts";
import { routes } from "./routes.ts";

const target = new URL("../../../docs/openapi.json", import.meta.url);
await writeFile(target, `${JSON.stringify(openApiDocument(routes), null, 2)}\n`);
