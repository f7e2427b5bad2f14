/** One mail on its way out. */
export interface OutgoingMail {
  /** The same for every try, so that whoever gets it twice after a crash can tell. */
  readonly id: string;
  readonly to: { readonly email: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
}

export interface Mailer {
  /** Resolves when the server has taken the mail. Throws a `MailRefusal` when it has not, or does not answer. */
  send(mail: OutgoingMail): Promise<void>;
  /** Ends its connections. Nothing is sent after that. */
  close(): void;
}

export class MailRefusal extends Error {
  override readonly name = "MailRefusal";
  /** The server will say the same again. */
  readonly final: boolean;

  constructor(message: string, { final, cause }: { final: boolean; cause?: unknown }) {
    super(message, { cause });
    this.final = final;
  }
}
