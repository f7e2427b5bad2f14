import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installed } from "./outside-program.ts";
import { untilListening } from "./redis-server.ts";
import { freePort } from "./server-process.ts";

/** PHP with the extension that is Debian's php-soap. */
export const phpSoapInstalled = (): boolean => installed("php", ["-r", 'exit(extension_loaded("soap") ? 0 : 1);']);

export interface BookedInvoice {
  readonly DocumentId: string;
  readonly Number: string;
  readonly Kind: string;
  readonly ForInvoice?: string;
  readonly Currency: string;
  readonly Total: number;
  readonly Tax: number;
}

export interface ErpFaults {
  /** One of them for each request, at random; see `src/demo/erp/server.php`. */
  readonly modes?: readonly string[];
  readonly slowMs?: number;
  readonly silentMs?: number;
  /** Books an invoice again that it has already. */
  readonly forgetful?: boolean;
}

/** The stand-in ERP on php-soap, which knows nothing of us; its books outlive its process. */
export class ErpServer {
  readonly wsdlUrl: string;
  readonly #port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string) {
    this.#port = port;
    this.#folder = folder;
    this.wsdlUrl = `http://127.0.0.1:${port}/erp?wsdl`;
  }

  static async open(port?: number): Promise<ErpServer> {
    const server = new ErpServer(port ?? (await freePort()), await mkdtemp(join(tmpdir(), "crossdock-erp-")));
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const script = join(import.meta.dirname, "../../demo/erp/server.php");
    this.#process = spawn("php", ["-S", `127.0.0.1:${this.#port}`, script], {
      env: { ...process.env, ERP_FILE: this.#file, PHP_CLI_SERVER_WORKERS: "6" },
      stdio: "ignore",
      detached: true, // its workers are in its process group
    });
    await untilListening(this.#port, 10_000);
  }

  /** SIGKILL to the server and its workers. */
  async stop(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server?.pid === undefined) return;
    const exited = once(server, "exit");
    process.kill(-server.pid, "SIGKILL");
    await exited;
  }

  get #file(): string {
    return join(this.#folder, "books.json");
  }

  misbehave(faults: ErpFaults): Promise<void> {
    return writeFile(`${this.#file}.faults`, JSON.stringify(faults));
  }

  async books(): Promise<{ readonly calls: number; readonly invoices: readonly BookedInvoice[] }> {
    return JSON.parse(await readFile(this.#file, "utf8").catch(() => '{"calls":0,"invoices":[]}'));
  }

  async setBooks(books: object): Promise<void> {
    await writeFile(this.#file, JSON.stringify({ calls: 0, invoices: [], stock: [], ...books }));
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
