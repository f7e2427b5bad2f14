import { join } from "node:path";
import { ran } from "../api-tools.ts";

/** An authority and what it has signed for a server and a client, as PEM files. */
export async function makeCertificates(folder: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const openssl = async (...args: string[]) => {
    const { code, output } = await ran("openssl", args);
    if (code !== 0) throw new Error(`openssl ${args.join(" ")}: ${output}`);
  };
  await openssl(
    "req",
    "-x509",
    ...key,
    "-keyout",
    at("ca.key"),
    "-out",
    at("ca.crt"),
    "-subj",
    "/CN=Test authority",
    "-days",
    "2",
  );
  for (const name of ["server", "client"]) {
    const signed = [
      "-CA",
      at("ca.crt"),
      "-CAkey",
      at("ca.key"),
      "-keyout",
      at(`${name}.key`),
      "-out",
      at(`${name}.crt`),
    ];
    const about = ["-subj", `/CN=${name}`, "-days", "2", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
    await openssl("req", "-x509", ...key, ...signed, ...about, "-addext", "basicConstraints=critical,CA:FALSE");
  }
}
