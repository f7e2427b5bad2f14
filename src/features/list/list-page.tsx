import type { ReactNode } from "react";

/** A page with one list: header and filters are fixed, the list fills the window and scrolls inside. */
export function ListPage({ children }: { children: ReactNode }) {
  return (
    <div
      data-print="whole"
      className="flex h-[calc(100dvh-3rem-var(--notice,0px))] flex-col max-md:h-[calc(100dvh-6.5rem-var(--notice,0px)-env(safe-area-inset-bottom))]"
    >
      {children}
    </div>
  );
}

/** A content or form page: a comfortable width, the document scrolls. */
export function ReadingPage({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-360 pb-16">{children}</div>;
}
