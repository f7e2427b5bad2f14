import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { S3Options } from "#integrations/storage/s3-store.ts";
import { installed } from "./outside-program.ts";
import { untilListening } from "./redis-server.ts";
import { freePort } from "./server-process.ts";

/** `MOTO_SERVER` names the program where it is not on the PATH (`pip install 'moto[server]'`). */
const PROGRAM = process.env["MOTO_SERVER"] ?? "moto_server";

export const s3Installed = (): boolean => installed(PROGRAM, ["--help"]);

/** Amazon's S3 as implemented by moto, independent of our code; with one bucket, kept in memory. */
export class S3Server {
  readonly options: S3Options;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, options: S3Options) {
    this.#process = child;
    this.options = options;
  }

  static async open(): Promise<S3Server> {
    const port = await freePort();
    const child = spawn(PROGRAM, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await untilListening(port, 30_000);
    const endpoint = `http://127.0.0.1:${port}`;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const options = { bucket: "crossdock", endpoint, region: "us-east-1", ...credentials, forcePathStyle: true };
    const client = new S3Client({ region: "us-east-1", endpoint, forcePathStyle: true, credentials });
    await client.send(new CreateBucketCommand({ Bucket: options.bucket }));
    client.destroy();
    return new S3Server(child, options);
  }

  async close(): Promise<void> {
    const exited = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await exited;
  }
}
