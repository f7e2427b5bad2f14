export interface FormTerms {
  readonly contentType: string;
  /** Exact size, bytes. */
  readonly bytes: number;
  readonly expiresAt: Date;
}

/** A form to be posted unchanged, with the file as its last field; `fields` come first. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A URL that accepts the file by PUT, with exactly these headers. */
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

/** What the core needs of the file store: permission to upload or download one file. Signing makes no network call. */
export interface FileControl {
  presignPost(key: string, terms: FormTerms): Promise<UploadForm>;
  presignPut(key: string, terms: FormTerms): Promise<UploadAddress>;
  presignGet(key: string, terms: DownloadTerms): Promise<string>;
}
