import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { untilListening } from "./redis-server.ts";
import { freePort } from "./server-process.ts";

/** Runs on Java 17; the client is tested upstream up to 4.2. */
const VERSION = "4.1.0";
const FETCH_MS = 120_000;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>crossdock</groupId><artifactId>kafka-broker</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
  </dependencies>
</project>
`;

const works = (command: string, flag: string) => spawnSync(command, [flag]).status === 0;

/**
 * The folder with the jars of Apache Kafka's broker, downloaded once with Maven; undefined, with the reason, when
 * unavailable.
 */
export async function kafkaJars(): Promise<{ folder: string } | { missing: string }> {
  const place = join(process.env["TMPDIR"] ?? tmpdir(), `crossdock-kafka-${VERSION}`);
  const folder = join(place, "jars");
  if (!works("java", "-version")) return { missing: "there is no java" };
  if (existsSync(join(place, "complete"))) return { folder };
  if (!works("mvn", "--version")) return { missing: "there is no mvn" };
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "pom.xml"), pom);
  const goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", `-DoutputDirectory=${folder}`];
  const fetched = spawnSync("mvn", ["-q", "-B", ...goal], { cwd: place, timeout: FETCH_MS, encoding: "utf8" });
  if (fetched.status !== 0) return { missing: `Maven did not get the jars: ${fetched.stdout.slice(0, 500)}` };
  await writeFile(join(place, "complete"), "");
  return { folder };
}

/** A broker in KRaft mode on the loopback address, which keeps its log across restarts. */
export class KafkaServer {
  readonly address: string;
  readonly #port: number;
  readonly #folder: string;
  readonly #jars: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, jars: string) {
    this.#port = port;
    this.#folder = folder;
    this.#jars = jars;
    this.address = `127.0.0.1:${port}`;
  }

  static async open(jars: string): Promise<KafkaServer> {
    const folder = await mkdtemp(join(tmpdir(), "crossdock-kafka-"));
    const server = new KafkaServer(await freePort(), folder, jars);
    await server.#configure(await freePort());
    await server.start();
    return server;
  }

  async #configure(controllerPort: number): Promise<void> {
    const settings = {
      "process.roles": "broker,controller",
      "node.id": 1,
      "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
      listeners: `PLAINTEXT://${this.address},CONTROLLER://127.0.0.1:${controllerPort}`,
      "advertised.listeners": `PLAINTEXT://${this.address}`,
      "controller.listener.names": "CONTROLLER",
      "log.dirs": join(this.#folder, "log"),
      "num.partitions": 3,
      "offsets.topic.num.partitions": 1,
      "offsets.topic.replication.factor": 1,
      "transaction.state.log.replication.factor": 1,
      "transaction.state.log.min.isr": 1,
      "group.initial.rebalance.delay.ms": 0,
    };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    await writeFile(join(this.#folder, "server.properties"), lines.join("\n"));
    await this.#java(["kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", "server.properties"]);
  }

  async start(): Promise<void> {
    const server = this.#spawn(["kafka.Kafka", "server.properties"]);
    this.#process = server;
    await untilListening(this.#port, 60_000);
  }

  async stop(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #spawn(what: string[]): ChildProcess {
    const heap = ["-Xmx384m", "-Xms128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
    return spawn("java", [...heap, "-cp", join(this.#jars, "*"), ...what], { cwd: this.#folder, stdio: "ignore" });
  }

  async #java(what: string[]): Promise<void> {
    const [code] = await once(this.#spawn(what), "exit");
    if (code !== 0)
      throw new Error(`java ${what.join(" ")} ended with ${String(code)}; jars: ${(await readdir(this.#jars)).length}`);
  }
}
