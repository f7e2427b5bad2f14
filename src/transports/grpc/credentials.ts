import { readFileSync } from "node:fs";
import { ServerCredentials } from "@grpc/grpc-js";

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** CA certificates that client certificates must be signed by. */
  readonly clientCaFile: string | undefined;
}

/** TLS, or mutual TLS, by files; in the clear without them. */
export function credentialsOf(tls: TlsFiles | undefined): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  const { certFile, keyFile, clientCaFile } = tls;
  const pair = { cert_chain: readFileSync(certFile), private_key: readFileSync(keyFile) };
  const ca = clientCaFile === undefined ? null : readFileSync(clientCaFile);
  return ServerCredentials.createSsl(ca, [pair], ca !== null);
}
