import { createDiskStore } from "./disk-store.ts";
import type { FileStore } from "./port.ts";
import { createS3Store, type S3Options } from "./s3-store.ts";
import type { SigningOptions } from "./signing.ts";

/** The configured store: a bucket, or else a local folder. */
export const createFileStore = (
  s3: S3Options | undefined,
  disk: SigningOptions & { readonly folder: string },
): FileStore => (s3 === undefined ? createDiskStore(disk.folder, disk) : createS3Store(s3));
