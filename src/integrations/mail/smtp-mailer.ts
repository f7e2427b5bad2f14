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

/** Mail over SMTP (RFC 5321), a connection for each: they are few, and none is left to go stale. */
export function createSmtpMailer({ url, from, timeoutMs = TIMEOUT_MS }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
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
        headers: { "Auto-Submitted": "auto-generated" }, // RFC 3834: no holiday replies
      });
    } catch (error) {
      throw refusalOf(error);
    }
  }
  return { send };
}

/** 5yz is final (RFC 5321 §4.2.1), but for a wrong password: that is ours to mend, and the mail waits. */
function refusalOf(error: unknown): MailRefusal {
  const { message, responseCode, code } = Object(error);
  const final = typeof responseCode === "number" && responseCode >= 500 && code !== "EAUTH";
  return new MailRefusal(typeof message === "string" ? message : "The mail server did not take the mail.", {
    final,
    cause: error,
  });
}
