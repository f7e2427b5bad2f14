"use client";
import { type ReactNode, useMemo } from "react";
import { IntlProvider, useLocale, useMessages } from "use-intl";
import type { Catalogue } from "#messages/catalogue.ts";

type ScreenMessagesProps = { messages: Partial<Catalogue>; children: ReactNode };

/** Adds a screen's messages to the shared ones. They come with the page, not with the scripts. */
export function ScreenMessages({ messages, children }: ScreenMessagesProps) {
  const [locale, above] = [useLocale(), useMessages()];
  const all = useMemo(() => ({ ...above, ...messages }), [above, messages]);
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  );
}
