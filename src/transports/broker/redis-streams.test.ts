import { describe } from "vitest";
import { eventProofs } from "#testing/proofs/queues/event-proofs.ts";
import { orderProofs } from "#testing/proofs/queues/order-proofs.ts";
import { redisOutside } from "#testing/proofs/queues/redis-outside.ts";
import { queueWorld } from "#testing/proofs/queues/world.ts";
import { describeWith } from "#testing/servers/outside-program.ts";
import { redisInstalled } from "#testing/servers/redis-server.ts";

describeWith("redis-server", redisInstalled())("over Redis Streams (needs redis-server)", () => {
  const world = queueWorld(redisOutside);
  describe("publishing events", () => {
    eventProofs(world);
  });
  describe("taking orders", () => {
    orderProofs(world);
  });
});
