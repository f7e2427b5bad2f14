import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cloudEventOf } from "#core/events/cloud-event.ts";
import { newId } from "#core/kernel/ids.ts";
import { describeWith, installed } from "../../servers/outside-program.ts";
import { eventProofs } from "./event-proofs.ts";
import { kafkaOutside } from "./kafka-outside.ts";
import { orderProofs } from "./order-proofs.ts";
import { queueWorld } from "./world.ts";

const jars = process.env.KAFKA_JARS ?? "";

/** Runs an external client and returns its output. */
async function kcat(args: readonly string[], input = ""): Promise<string> {
  const child = spawn("kcat", [...args], { stdio: ["pipe", "pipe", "inherit"], timeout: 30_000 });
  child.stdin.end(input);
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return printed;
}

describe("over Kafka", () => {
  const world = queueWorld(() => kafkaOutside(jars));
  describe("publishing events", () => {
    eventProofs(world);
  });
  describe("taking orders", () => {
    orderProofs(world);
  });
});

describeWith("kcat", installed("kcat", ["-V"]))("over Kafka, with kcat (needs kcat)", () => {
  let outside: Awaited<ReturnType<typeof kafkaOutside>>;

  beforeAll(async () => {
    outside = await kafkaOutside(jars);
  });
  afterAll(() => outside?.close());

  it("kcat reads an event as a CloudEvent in structured mode, under the subject's key", async () => {
    const broker = outside.broker();
    const [tenant, subjectId, id] = [newId(), newId(), newId()];
    const at = new Date().toISOString();
    const told = { id, type: "order.placed", subjectType: "order", subjectId, sequence: 1, at, data: { grüße: "✓" } };
    await broker.publish(outside.events, [broker.encode(cloudEventOf(tenant, told))]);
    await broker.close();
    const printed = await kcat(["-b", outside.address, "-C", "-t", outside.events, "-e", "-q", "-f", "%h\n%k\n%s\n"]);
    const [headers, key, value] = printed.split("\n");
    expect(headers).toBe("content-type=application/cloudevents+json; charset=UTF-8");
    expect(key).toBe(subjectId);
    expect(JSON.parse(value ?? "")).toMatchObject({ specversion: "1.0", id, subject: subjectId, data: { grüße: "✓" } });
  });

  it("a message sent by kcat arrives with its key and headers", async () => {
    const header = ["-H", "crossdock-tenant=demo", "-H", "Idempotency-Key=abc"];
    await kcat(["-b", outside.address, "-P", "-t", outside.intake, "-k", "A-1001", ...header], '{"channel":"web"}\n');
    const [entry] = await outside.read(outside.intake, 1);
    expect(entry).toMatchObject({
      key: "A-1001",
      value: '{"channel":"web"}',
      headers: { "crossdock-tenant": "demo", "idempotency-key": "abc" },
    });
  });
});
