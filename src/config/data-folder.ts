import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Restricts the data folder to its owner, also one created with a wider mode. The folder itself keeps execute
 * permission for all, because PostgreSQL runs as another user when the process is root; each file below belongs to one
 * user.
 */
export async function closeDataFolder(dataDir: string): Promise<void> {
  await mkdir(join(dataDir, "files"), { recursive: true, mode: 0o700 });
  await chmod(join(dataDir, "files"), 0o700);
  await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}
