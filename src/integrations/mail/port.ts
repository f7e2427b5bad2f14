/** An outgoing mail. */
export interface OutgoingMail {
  /** The same for every attempt, so that a duplicate after a crash can be recognized. */
  readonly id: string;
  readonly to: { readonly email: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
}

export interface Mailer {
  /** Resolves when the server has accepted the mail. Throws a `MailRefusal` when it has not, or does not respond. */
  send(mail: OutgoingMail): Promise<void>;
  /** Closes its connections. Nothing is sent after that. */
  close(): void;
}

export class MailRefusal extends Error {
  override readonly name = "MailRefusal";
  /** Permanent: a retry would fail the same way. */
  readonly final: boolean;

  constructor(message: string, { final, cause }: { final: boolean; cause?: unknown }) {
    super(message, { cause });
    this.final = final;
  }
}
