import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * nginx with the shipped configuration, on a port without TLS, in front of the server at `upstream`; for gRPC with
 * HTTP/2.
 */
export async function startNginx(port: number, upstream: string, grpc?: string): Promise<{ close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "crossdock-nginx-"));
  const shipped = await readFile(new URL("../../../deploy/nginx.conf", import.meta.url), "utf8");
  const site = shipped
    .replace(/server \{\s+listen 80;[\s\S]*?\n\}\n/, "")
    .replace("127.0.0.1:3000", `127.0.0.1:${upstream}`)
    .replace("127.0.0.1:50051", `127.0.0.1:${grpc ?? "50051"}`)
    .replace("listen 443 ssl http2;", `listen 127.0.0.1:${port}${grpc === undefined ? "" : " http2"};`)
    .replace(/ssl_[^;]+;/g, "");
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
  const whole = `pid ${folder}/nginx.pid; error_log ${folder}/nginx-error.log; events {}
    http { access_log off; ${paths} ${site} }`;
  await writeFile(join(folder, "nginx.conf"), whole);
  const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"], {
    stdio: "ignore",
  });
  return {
    close: async () => {
      nginx.kill("SIGTERM");
      if (nginx.exitCode === null) await once(nginx, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
