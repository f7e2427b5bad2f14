"use client";
import type { ReactNode } from "react";

/** Floats at the bottom of a page with unsaved changes. */
export function UnsavedBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 flex justify-center px-3 max-md:bottom-[calc(4.25rem+env(safe-area-inset-bottom))]">
      <div
        role="toolbar"
        aria-label={label}
        className="pointer-events-auto flex max-w-full animate-slide-up items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop"
      >
        <span className="text-sm font-medium whitespace-nowrap" role="status">
          {label}
        </span>
        {children}
      </div>
    </div>
  );
}
