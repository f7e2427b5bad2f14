import { writeFile } from "node:fs/promises";
import { clientFile, clientPackage } from "./client-package.ts";

await writeFile(clientFile, await clientPackage());
process.stdout.write(`${clientFile}\n`);
