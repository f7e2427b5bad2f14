import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Closes the data folder to other users of the machine, also one that an older version or a careless hand has made.
 * The folder itself may be passed through, because PostgreSQL runs as another user when we are root; what is below is
 * each one's own.
 */
export async function closeDataFolder(dataDir: string): Promise<void> {
  await mkdir(join(dataDir, "files"), { recursive: true, mode: 0o700 });
  await chmod(join(dataDir, "files"), 0o700);
  await chmod(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
}
