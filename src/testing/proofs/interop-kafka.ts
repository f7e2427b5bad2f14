import { KafkaServer, kafkaJars } from "../servers/kafka-server.ts";
import { runInterop } from "./run-interop.ts";

const proof = {
  name: "Kafka",
  setting: "KAFKA_JARS",
  limitMs: 180_000,
  passed: "every guarantee holds",
  failed: "a guarantee is violated",
};

/** The jars, once a broker has started with them. */
async function startable(): ReturnType<typeof kafkaJars> {
  const jars = await kafkaJars();
  if ("missing" in jars) return jars;
  try {
    await (await KafkaServer.open(jars.folder)).close();
    return jars;
  } catch (error) {
    return { missing: `the broker does not start: ${String(error)}` };
  }
}

await runInterop(proof, await startable());
