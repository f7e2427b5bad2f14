"use client";
import { type ComponentType, type ReactNode, useState } from "react";

type LazyMenuProps<P> = {
  load: () => Promise<ComponentType<P & { defaultOpen: boolean }>>;
  menuProps: P;
  /** The closed trigger; clicks and hovers are captured around it. */
  children: ReactNode;
};

/** A menu whose code is loaded on the first sign of interest. Until then its trigger is a plain button. */
export function LazyMenu<P extends object>({ load, menuProps, children }: LazyMenuProps<P>) {
  const [Menu, setMenu] = useState<ComponentType<P & { defaultOpen: boolean }> | null>(null);
  if (Menu) return <Menu {...menuProps} defaultOpen />;
  const open = () => {
    void load().then((component) => setMenu(() => component));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the button inside handles mouse and keys
    <span className="contents" onClick={open} onPointerEnter={() => void load()} onFocus={() => void load()}>
      {children}
    </span>
  );
}
