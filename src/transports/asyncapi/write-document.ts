import { writeFile } from "node:fs/promises";
import { asyncApiDocument } from "./document.ts";

const target = new URL("../../../docs/asyncapi.json", import.meta.url);
await writeFile(target, `${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
