import { spawn, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `npm run demo:erp -- [--port 8088] [--file books.json] [--faults slow,html,cut,twice,silent,down]
`;
const MISSING = `The stand-in ERP runs on PHP with its SOAP extension, which is not installed here. On Debian or Ubuntu:

  sudo apt-get install php-cli php-soap
`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8088" },
    file: { type: "string", default: join(tmpdir(), "crossdock-demo-erp.json") },
    faults: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

const hasSoap = spawnSync("php", ["-r", 'exit(extension_loaded("soap") ? 0 : 1);'], { stdio: "ignore" }).status === 0;
if (values.help) process.stdout.write(USAGE);
else if (!hasSoap) {
  process.stderr.write(MISSING);
  process.exitCode = 1;
} else start(values);

/** PHP's own server, as long as this process runs. */
function start({ port, file, faults }: { port: string; file: string; faults: string }): void {
  const script = join(import.meta.dirname, "server.php");
  const settings = [`ERP_FILE=${file}`, `ERP_FAULTS=${faults}`, "PHP_CLI_SERVER_WORKERS=4"];
  const server = spawn("env", [...settings, "php", "-q", "-S", `127.0.0.1:${port}`, script], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  server.on("exit", (code) => process.exit(code ?? 1));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill("SIGTERM"));
  process.stdout.write(`An ERP listens. Its books are in ${file}. Start Crossdock beside it with:

  ERP_WSDL_URL='http://127.0.0.1:${port}/erp?wsdl' npm start

With the demo shop, ship an order: its invoice is then under Integrations, ERP.
`);
}
