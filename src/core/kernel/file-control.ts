export interface FormTerms {
  readonly contentType: string;
  /** Exactly so many. */
  readonly bytes: number;
  readonly expiresAt: Date;
}

/** A form that may be posted as it is, with the file as its last field; `fields` come first. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An address that takes the file by PUT, with exactly these headers. */
export interface UploadAddress {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DownloadTerms {
  readonly fileName: string;
  readonly contentType: string;
  readonly sha256: string;
  readonly expiresAt: Date;
}

/** What the core asks of the file store: leave to send or to fetch one file. Signing makes no call to anybody. */
export interface FileControl {
  presignPost(key: string, terms: FormTerms): Promise<UploadForm>;
  presignPut(key: string, terms: FormTerms): Promise<UploadAddress>;
  presignGet(key: string, terms: DownloadTerms): Promise<string>;
}
