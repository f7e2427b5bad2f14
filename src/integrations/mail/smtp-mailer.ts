import { createTransport } from "nodemailer";
import { type Mailer, MailRefusal, type OutgoingMail } from "./port.ts";

export interface SmtpOptions {
  /** `smtp://user:password@host:port`; `smtps` for TLS from the start. */
  readonly url: string;
  /** `Name <address>` */
  readonly from: string;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
/** Total timeout, against a server that keeps the connection open without finishing. */
const WHOLE_TIMEOUT_MS = 60_000;
/** Consecutive mails share connections, which are then closed before they become stale. */
const IDLE_MS = 2000;

/** Mail over SMTP (RFC 5321). The caller limits concurrency: each mail in flight has a connection. */
export function createSmtpMailer({ url, from, timeoutMs = TIMEOUT_MS }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 100,
    maxRequeues: 0, // the mail may have been accepted before the connection was lost: the caller decides about a retry
    idleTimeout: IDLE_MS,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "localhost";

  async function send({ id, to, subject, text, html, date }: OutgoingMail): Promise<void> {
    try {
      await transport.sendMail({
        from,
        to: { name: to.name, address: to.email },
        subject,
        text,
        html,
        date,
        messageId: `<${id}@${domain}>`,
        headers: { "Auto-Submitted": "auto-generated" }, // RFC 3834: suppresses automatic replies
        signal: AbortSignal.timeout(WHOLE_TIMEOUT_MS),
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }
  return { send, close: () => transport.close() };
}

/** 5yz is permanent (RFC 5321 §4.2.1), except for a wrong password: the operator must fix that, and the mail waits. */
function refusalOf(error: unknown): MailRefusal {
  const { message, responseCode, code } = Object(error);
  const final = typeof responseCode === "number" && responseCode >= 500 && code !== "EAUTH";
  return new MailRefusal(typeof message === "string" ? message : "The mail server did not accept the mail.", {
    final,
    cause: error,
  });
}
