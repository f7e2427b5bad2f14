"use client";
import { Play, Square } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type HttpCall, isHere } from "./http-call.ts";
import { type ConsoleAnswer, readable, useConsole } from "./use-console.ts";

type CallConsoleProps = {
  call: HttpCall;
  apiKey: string | null;
  /** Without a key, the call is sent with the user's sign-in. */
  session: boolean;
  onEnd: () => void;
};

/** Sends a call as it is edited here, and shows the response. */
export function CallConsole({ call, apiKey, session, onEnd }: CallConsoleProps) {
  const t = useTranslations("apis.console");
  const [path, setPath] = useState(call.path);
  const [body, setBody] = useState(call.body);
  const [isElsewhere, setElsewhere] = useState(false);
  const { answer, send, stop } = useConsole(onEnd);
  const edited: HttpCall = { ...call, path, ...(body === undefined ? {} : { body }) };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const isOurs = isHere(path, location.origin);
        setElsewhere(!isOurs);
        if (isOurs) void send(edited, apiKey);
      }}
    >
      <Field label={t("path", { method: call.method })} error={isElsewhere ? t("elsewhere") : undefined}>
        <Input
          value={path}
          spellCheck={false}
          className="font-mono text-xs"
          pattern="/.*"
          required
          onChange={(event) => setPath(event.target.value)}
        />
      </Field>
      {body === undefined ? null : (
        <Field label={t("body")}>
          <Textarea
            value={body}
            rows={8}
            spellCheck={false}
            className="font-mono text-xs leading-5"
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" icon={<Play />} disabled={!session && apiKey === null}>
          {t("send")}
        </Button>
        {answer?.open ? (
          <Button type="button" icon={<Square />} onClick={stop}>
            {t("stop")}
          </Button>
        ) : null}
        <span className="text-sm text-ink-3">{t(apiKey !== null ? "asKey" : session ? "asYou" : "needsKey")}</span>
      </div>
      <Answer answer={answer} />
    </form>
  );
}

function Answer({ answer }: { answer: ConsoleAnswer | null }) {
  const t = useTranslations("apis.console");
  if (answer === null) return null;
  const { status, requestId, durationMs, text, open } = answer;
  return (
    <div className="grid gap-2" aria-live="polite">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
        {status === undefined ? (
          <span>{open ? t("sending") : t("noAnswer")}</span>
        ) : (
          <>
            <Badge tone={status < 400 ? "green" : "red"}>{status}</Badge>
            <span className="tnum">{t("duration", { ms: durationMs })}</span>
            {requestId === null ? null : (
              <span className="flex min-w-0 items-center gap-1 font-mono text-xs">
                <span className="truncate">{requestId}</span>
                <CopyButton value={requestId} label={t("copyRequestId")} />
              </span>
            )}
          </>
        )}
      </p>
      {text === "" ? null : <CodeBlock label={t("response")} text={open ? text : readable(text)} />}
    </div>
  );
}
