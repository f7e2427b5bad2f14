import { expect, it } from "vitest";
import { createMetrics } from "./metrics.ts";

it("reports the lag, failures, drops and dead letters of each consumer, and what waits for an ERP", async () => {
  const state = { position: 7, held: true, lastError: null, missed: 0, deadLetters: 0 };
  const { registry } = createMetrics({
    relayLagS: async () => 0,
    feedReaders: () => 0,
    transactions: () => 0,
    databaseUp: () => true,
    erp: async () => ({ pending: 3, failed: 1, dead: 2, lagS: 7.5, isOpen: true }),
    consumers: async () => [
      { ...state, name: "webhooks", lag: 3, lastError: "no room", deadLetters: 2 },
      { ...state, name: "redis", lag: 4, missed: 5 },
    ],
  });
  const lines = (await registry.metrics()).split("\n");
  expect(lines.filter((line) => line.startsWith("crossdock_erp_"))).toEqual([
    'crossdock_erp_invoices{state="pending"} 3',
    'crossdock_erp_invoices{state="failed"} 1',
    'crossdock_erp_invoices{state="dead"} 2',
    "crossdock_erp_lag_seconds 7.5",
    "crossdock_erp_circuit_open 1",
  ]);
  expect(lines.filter((line) => /^crossdock_(consumer|broker_sink)_/.test(line)).toSorted()).toEqual([
    'crossdock_broker_sink_lag_events{sink="redis"} 4',
    'crossdock_consumer_dead_letters{consumer="redis"} 0',
    'crossdock_consumer_dead_letters{consumer="webhooks"} 2',
    'crossdock_consumer_failing{consumer="redis"} 0',
    'crossdock_consumer_failing{consumer="webhooks"} 1',
    'crossdock_consumer_lag_events{consumer="redis"} 4',
    'crossdock_consumer_lag_events{consumer="webhooks"} 3',
    'crossdock_consumer_missed_events{consumer="redis"} 5',
    'crossdock_consumer_missed_events{consumer="webhooks"} 0',
  ]);
});
