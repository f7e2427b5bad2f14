export type Uploaded = { key: string };

export class UploadError extends Error {
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(message: string, status: number, requestId: string | undefined) {
    super(message);
    this.name = "UploadError";
    this.status = status;
    this.requestId = requestId;
  }
}

type UploadOptions = { onProgress: (share: number) => void; signal: AbortSignal };

/** Uploads a file as the raw body. XMLHttpRequest, because fetch has no upload progress. */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "text/csv");
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / Math.max(1, event.total)));
    request.addEventListener("load", () => {
      const answer = answerOf(request.responseText);
      if (request.status === 201 && answer.key !== undefined) resolve({ key: answer.key });
      else
        reject(
          new UploadError(answer.detail ?? "", request.status, request.getResponseHeader("x-request-id") ?? undefined),
        );
    });
    request.addEventListener("error", () => reject(new UploadError("", 0, undefined)));
    request.addEventListener("abort", () => reject(new UploadError("", 0, undefined)));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

/** The key of the stored file, or the detail of a problem (RFC 9457). */
function answerOf(text: string): { key?: string; detail?: string } {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return {};
    return {
      ...("key" in answer && typeof answer.key === "string" ? { key: answer.key } : {}),
      ...("detail" in answer && typeof answer.detail === "string" ? { detail: answer.detail } : {}),
    };
  } catch {
    return {};
  }
}
