"use client";
import { Content, Portal, Provider, Root, Trigger } from "radix-ui/tooltip";
import type { ReactNode } from "react";
import { Kbd } from "#components/ui/kbd.tsx";

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Provider delayDuration={450} skipDelayDuration={200}>
      {children}
    </Provider>
  );
}

type TipProps = { label: ReactNode; keys?: string; side?: "top" | "right" | "bottom" | "left"; children: ReactNode };

/** A hint on hover or focus. Never the only place of what one must know. */
export function Tip({ label, keys, side = "bottom", children }: TipProps) {
  return (
    <Root>
      <Trigger asChild>{children}</Trigger>
      <Portal>
        <Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-fade items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-low"
        >
          {label}
          {keys ? <Kbd keys={keys} tone="inherit" className="opacity-75" /> : null}
        </Content>
      </Portal>
    </Root>
  );
}
