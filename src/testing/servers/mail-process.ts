/** A mail worker in a child process, for tests that suspend or kill it. */
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { MailWorker } from "#workers/mails/mail-worker.ts";
import { createTestHub } from "../fixtures/hub.ts";

const [database = "", smtp = "", diesAt = ""] = process.argv.slice(2);
const hub = createTestHub(database);
hub.race = async (point) => {
  if (point !== diesAt) return;
  process.send?.(point);
  await new Promise(() => {});
};
const worker = new MailWorker({
  hub,
  mailer: createSmtpMailer({ url: smtp, from: "Shop <shop@shop.net>" }),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  width: 1,
  leaseMs: 2000,
});
await worker.start();
process.send?.("ready");
