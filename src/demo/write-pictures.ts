import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pictures } from "./pictures.ts";

/** Regenerates the demo's pictures: `node src/demo/write-pictures.ts`. They are committed to the repository. */
export async function writePictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([...pictures()].map(([name, svg]) => writeFile(join(folder, name), svg)));
}

if (import.meta.main) await writePictures(join(import.meta.dirname, "../../public/demo"));
