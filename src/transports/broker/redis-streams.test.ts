import { describe } from "vitest";
import { describeWith } from "#testing/outside-program.ts";
import { eventProofs } from "#testing/queues/event-proofs.ts";
import { orderProofs } from "#testing/queues/order-proofs.ts";
import { redisOutside } from "#testing/queues/redis-outside.ts";
import { queueWorld } from "#testing/queues/world.ts";
import { redisInstalled } from "#testing/redis-server.ts";

describeWith("redis-server", redisInstalled())("over Redis Streams (needs redis-server)", () => {
  const world = queueWorld(redisOutside);
  describe("events out", () => {
    eventProofs(world);
  });
  describe("orders in", () => {
    orderProofs(world);
  });
});
