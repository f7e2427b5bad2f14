"use client";
import { createContext, type ReactNode, useContext } from "react";

const SendsContext = createContext(true);

/** Whether this hub sends mails, for the mail screens and their skeletons. */
export function Sends({ value, children }: { value: boolean; children: ReactNode }) {
  return <SendsContext value={value}>{children}</SendsContext>;
}

export const useSends = (): boolean => useContext(SendsContext);
