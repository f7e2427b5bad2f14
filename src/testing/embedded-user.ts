import { startEmbedded } from "#db/embedded.ts";

/*
 * A process that uses the embedded server of the folder given to it: it prints what it got as one line
 * of JSON, and gives the server up when its input ends.
 */
const [dataDir = ""] = process.argv.slice(2);
const log = { info: () => {}, warn: () => {} };

const server = await startEmbedded({ dataDir, log, supervise: false });
process.stdout.write(`${JSON.stringify(server)}\n`);
for await (const _ of process.stdin);
await server.stop();
