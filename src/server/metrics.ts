import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ErpFigures } from "#core/erp/figures-store.ts";
import type { ConsumerState } from "#core/events/consumer-store.ts";
import type { Observation } from "#core/runtime/hub.ts";

export interface Metrics {
  readonly registry: Registry;
  readonly observe: (observation: Observation) => void;
  readonly observeBatch: (calls: number) => void;
  /** Calls of deprecated API versions, by caller. */
  readonly deprecatedCalls: Counter<"version" | "principal">;
}

/** Values that are read when the metrics are scraped. */
export interface Sources {
  /** Age in seconds of the oldest unrelayed event. */
  readonly relayLagS: () => Promise<number>;
  readonly feedReaders: () => number;
  readonly transactions: () => number;
  readonly databaseUp: () => boolean;
  readonly consumers: () => Promise<readonly ConsumerState[]>;
  readonly erp: () => Promise<ErpFigures | undefined>;
}

/**
 * Quantiles of the event loop lag. Sampling every 10 ms takes 0.75 % of a core when idle, this interval a tenth of
 * that.
 */
const LAG_SAMPLE_MS = 100;

export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "crossdock_", eventLoopMonitoringPrecision: LAG_SAMPLE_MS });
  const durations = new Histogram({
    name: "crossdock_operation_duration_seconds",
    help: "Time from the call of an operation to its answer.",
    labelNames: ["operation", "transport", "outcome"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const batches = new Histogram({
    name: "crossdock_batch_calls",
    help: "Calls that shared one transaction.",
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  });
  const deprecatedCalls = new Counter({
    name: "crossdock_deprecated_calls_total",
    help: "Calls of a deprecated version of the REST API.",
    labelNames: ["version", "principal"],
    registers,
  });
  for (const each of consumerGauges(sources.consumers)) registry.registerMetric(each);
  for (const each of erpGauges(sources.erp)) registry.registerMetric(each);
  gauge("crossdock_relay_lag_seconds", "Age of the oldest event that has no feed position yet.", sources.relayLagS);
  gauge("crossdock_feed_readers", "Readers of live events in this process.", sources.feedReaders);
  gauge("crossdock_transactions_in_flight", "Transactions that hold a pooled connection.", sources.transactions);
  gauge("crossdock_database_up", "1 when PostgreSQL answers.", () => (sources.databaseUp() ? 1 : 0));

  function gauge(name: string, help: string, read: () => number | Promise<number>): void {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        async collect() {
          this.set(await Promise.resolve(read()).catch(() => Number.NaN));
        },
      }),
    );
  }

  return {
    registry,
    deprecatedCalls,
    observe: ({ operation, transport, outcome, durationMs }) =>
      durations.observe({ operation, transport, outcome }, durationMs / 1000),
    observeBatch: (calls) => batches.observe(calls),
  };
}

/** Without an ERP they have no values. */
function erpGauges(read: Sources["erp"]): Gauge[] {
  const gauge = (name: string, help: string, labelled: (figures: ErpFigures) => Readonly<Record<string, number>>) =>
    new Gauge({
      name,
      help,
      labelNames: ["state"],
      registers: [],
      async collect() {
        const figures = await read().catch(() => undefined);
        this.reset();
        for (const [state, value] of Object.entries(figures === undefined ? {} : labelled(figures)))
          this.set(state === "" ? {} : { state }, value);
      },
    });
  return [
    gauge("crossdock_erp_invoices", "Invoices that the ERP does not have, up to 10,000 a state.", (figures) => {
      const { pending, failed, dead } = figures;
      return { pending, failed, dead };
    }),
    gauge("crossdock_erp_lag_seconds", "Age of the oldest invoice that waits for the ERP.", ({ lagS }) => ({
      "": lagS,
    })),
    gauge("crossdock_erp_circuit_open", "1 while the ERP is not asked.", ({ isOpen }) => ({ "": isOpen ? 1 : 0 })),
  ];
}

/** The older gauge of brokers only, with the same values. */
const BROKERS: ReadonlySet<string> = new Set(["kafka", "redis"]);

function consumerGauges(read: Sources["consumers"]): Gauge[] {
  const gauge = (name: string, help: string, valueOf: (state: ConsumerState) => number | undefined) => {
    const label = name === "crossdock_broker_sink_lag_events" ? "sink" : "consumer";
    return new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [],
      async collect() {
        const states = await read().catch(() => []);
        this.reset();
        for (const state of states) {
          const value = valueOf(state);
          if (value !== undefined) this.set({ [label]: state.name }, value);
        }
      },
    });
  };
  const sinkLag = ({ name, lag }: ConsumerState) => (BROKERS.has(name) ? lag : undefined);
  return [
    gauge("crossdock_broker_sink_lag_events", "Events of the feed that a broker has not been given yet.", sinkLag),
    gauge("crossdock_consumer_lag_events", "Events of the feed that a consumer has not read yet.", ({ lag }) => lag),
    gauge("crossdock_consumer_failing", "1 while a consumer's last try failed.", ({ lastError }) =>
      lastError ? 1 : 0,
    ),
    gauge(
      "crossdock_consumer_missed_events",
      "Events that were dropped before they were read.",
      ({ missed }) => missed,
    ),
    gauge("crossdock_consumer_dead_letters", "Events that a consumer has set aside.", ({ deadLetters }) => deadLetters),
  ];
}
