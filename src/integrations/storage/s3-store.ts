import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { FileControl } from "#core/kernel/file-control.ts";
import { attachment } from "./disposition.ts";
import { checkedKey, measured, sha256Of } from "./measured.ts";
import type { FileStore } from "./port.ts";

export interface S3Options {
  readonly bucket: string;
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly forcePathStyle: boolean;
}

interface Bucket {
  readonly client: S3Client;
  readonly bucket: string;
}

const PART_BYTES = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;

/** Files in an S3 bucket. A multipart upload appears once it is complete. */
export function createS3Store(options: S3Options): FileStore {
  const at: Bucket = { client: clientOf(options), bucket: options.bucket };
  const { client, bucket } = at;
  const named = (key: string) => ({ Bucket: bucket, Key: checkedKey(key) });
  const openRead: FileStore["openRead"] = (key, range) => readBlocks(at, key, range);
  const remove = async (key: string) => void (await client.send(new DeleteObjectCommand(named(key))));
  const stat: FileStore["stat"] = (key) =>
    unlessMissing(
      client.send(new HeadObjectCommand(named(key))).then(({ ContentLength }) => ({ bytes: ContentLength ?? 0 })),
    );
  return {
    ...presigning(at),
    openRead,
    async write(key, source, limits) {
      const { blocks, result } = measured(source, limits);
      const params = { ...named(key), Body: Readable.from(blocks), ContentType: limits.contentType };
      await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE }).done();
      return result();
    },
    stat,
    async size(key) {
      const found = await stat(key);
      if (found === undefined) throw new Error(`There is no file ${key}`);
      return found.bytes;
    },
    sha256: (key) => sha256Of(openRead(key, { start: 0 })),
    async move(from, to) {
      const copy = new CopyObjectCommand({ ...named(to), CopySource: `${bucket}/${checkedKey(from)}` });
      if ((await unlessMissing(client.send(copy))) !== undefined) await remove(from);
    },
    remove,
    dropUnfinished: (before) => dropUploads(at, before),
  };
}

function clientOf(options: S3Options): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = options;
  return new S3Client({
    region,
    forcePathStyle,
    requestChecksumCalculation: "WHEN_REQUIRED", // S3-compatible stores may not support the newer checksums
    responseChecksumValidation: "WHEN_REQUIRED",
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  });
}

const secondsUntil = (at: Date) => Math.max(1, Math.round((at.getTime() - Date.now()) / 1000));

function presigning({ client, bucket }: Bucket): FileControl {
  return {
    async presignPost(key, { contentType, bytes, expiresAt }) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: checkedKey(key),
        Fields: { "Content-Type": contentType },
        Conditions: [
          ["eq", "$Content-Type", contentType],
          ["content-length-range", bytes, bytes],
        ],
        Expires: secondsUntil(expiresAt),
      });
      return { url, fields };
    },
    async presignPut(key, { contentType, bytes, expiresAt }) {
      const put = new PutObjectCommand({
        Bucket: bucket,
        Key: checkedKey(key),
        ContentType: contentType,
        ContentLength: bytes,
      });
      const signableHeaders = new Set(["content-type", "content-length"]);
      const url = await getSignedUrl(client, put, { expiresIn: secondsUntil(expiresAt), signableHeaders });
      return { url, headers: { "content-type": contentType } };
    },
    presignGet(key, { fileName, contentType, expiresAt }) {
      const get = new GetObjectCommand({
        Bucket: bucket,
        Key: checkedKey(key),
        ResponseContentDisposition: attachment(fileName),
        ResponseContentType: contentType,
      });
      return getSignedUrl(client, get, { expiresIn: secondsUntil(expiresAt) });
    },
  };
}

async function* readBlocks(
  { client, bucket }: Bucket,
  key: string,
  { start, end }: { start: number; end?: number },
): AsyncGenerator<Uint8Array> {
  const whole = start === 0 && end === undefined;
  const { Body } = await client.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: checkedKey(key),
      ...(!whole && { Range: `bytes=${start}-${end ?? ""}` }),
    }),
  );
  if (Body instanceof Readable) yield* Body;
}

const MISSING = new Set(["NotFound", "NoSuchKey"]);

async function unlessMissing<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof Error && MISSING.has(error.name)) return undefined;
    throw error;
  }
}

async function dropUploads({ client, bucket }: Bucket, before: Date): Promise<number> {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  const old = Uploads.filter(({ Initiated }) => Initiated !== undefined && Initiated < before);
  for (const { Key, UploadId } of old)
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  return old.length;
}
