import type { ReactNode } from "react";

/** Search and filters over a list. On a phone the search has a line of its own and the filters slide sideways. */
export function FilterRow({ search, children }: { search: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex items-center gap-2 px-4 pb-3 max-md:flex-wrap md:px-6">
      {search}
      {children ? (
        <div className="-my-1 flex min-w-0 flex-1 items-center gap-2 overflow-x-auto py-1 [scrollbar-width:none] max-md:-mx-4 max-md:basis-full max-md:px-4">
          {children}
        </div>
      ) : null}
    </div>
  );
}
