/** Names and values as in postgresql.conf. */
export type PostgresSettings = Readonly<Record<string, string | number>>;

/**
 * Settings of the embedded server, chosen for a machine of two cores and 4 GB or more. Everything
 * that decides durability keeps PostgreSQL's safe default or is named here.
 */
export const serverSettings: PostgresSettings = {
  max_connections: 200,
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "128MB",
  fsync: "on",
  synchronous_commit: "on",
  wal_buffers: "16MB",
  wal_compression: "on",
  max_wal_size: "2GB",
  min_wal_size: "256MB",
  checkpoint_timeout: "15min",
  random_page_cost: 1.1,
  jit: "off",
  autovacuum_naptime: "15s",
  timezone: "UTC",
  log_timezone: "UTC",
  // Rejected statements are reported to the client; logging them would fill the disk under load.
  log_min_messages: "log",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
};

/** For tests only: a crash of the machine may lose or corrupt the data. */
export const throwawaySettings: PostgresSettings = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_buffers: "128MB",
  max_wal_size: "1GB",
};

export interface ServerFiles {
  readonly port: number;
  readonly hbaFile: string;
  readonly settings: PostgresSettings;
}

/** The configuration file included by postgresql.conf, rewritten before each start. */
export function serverConfiguration({ port, hbaFile, settings }: ServerFiles): string {
  const all: PostgresSettings = {
    ...serverSettings,
    ...settings,
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    hba_file: hbaFile,
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`)
    .join("");
}

/** Only loopback, only with the password. */
export const hostRules = "host all all 127.0.0.1/32 scram-sha-256\n";
