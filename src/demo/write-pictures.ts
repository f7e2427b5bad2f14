import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pictures } from "./pictures.ts";

/** Draws the demo's pictures anew: `node src/demo/write-pictures.ts`. They are kept in the repository. */
export async function writePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([...pictures()].map(([name, svg]) => writeFile(join(folder, name), svg)));
}

if (import.meta.main) await writePictures(join(import.meta.dirname, "../../public/demo"));
