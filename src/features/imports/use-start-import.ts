"use client";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useGo } from "#components/hooks/use-go.ts";
import { notify } from "#components/ui/notify.ts";
import { uploadFile, UploadError } from "#features/imports/upload-file.ts";
import { type Inputs, trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";

type Start = Omit<Inputs["imports"]["start"], "fileKey" | "fileName">;

/** Uploads the file, starts its import and opens its page. */
export function useStartImport() {
  const t = useTranslations();
  const go = useGo();
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const [share, setShare] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  const start = trpc.imports.start.useMutation();

  const tellUpload = (error: UploadError) => {
    const { status, requestId } = error;
    const description = status === 413 ? t("import.uploadTooLarge") : error.message || t("errors.networkBody");
    notify.failed(t("import.uploadFailed"), { description, requestId });
  };
  const run = async (file: File, options: Start) => {
    const abort = new AbortController();
    running.current = abort;
    setShare(0);
    try {
      const { key } = await uploadFile(file, { onProgress: setShare, signal: abort.signal });
      const one = await start.mutateAsync({ ...options, fileName: file.name, fileKey: key });
      utils.imports.get.setData({ id: one.id }, one);
      void utils.imports.list.invalidate();
      notify.done(t("import.started", { name: file.name }));
      go(`/import/${one.id}`);
    } catch (error) {
      setShare(null);
      if (abort.signal.aborted) return;
      if (error instanceof UploadError) tellUpload(error);
      else reportFailure(t("import.notStarted"), error);
    }
  };
  return {
    /** Between 0 and 1 during the upload. */
    share,
    run: (file: File, options: Start) => void run(file, options),
    stop: () => running.current?.abort(),
  };
}
