"use client";
import { createContext, type ReactNode, useContext } from "react";

const SendsContext = createContext(true);

/** Whether mails leave this hub, for the screens of mails and for what stands in their place while they load. */
export function Sends({ value, children }: { value: boolean; children: ReactNode }) {
  return <SendsContext value={value}>{children}</SendsContext>;
}

export const useSends = (): boolean => useContext(SendsContext);
