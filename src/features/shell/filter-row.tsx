import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

type FilterRowProps = {
  search: ReactNode;
  children?: ReactNode;
  /** Behind the filters, in sight however many there are. */
  end?: ReactNode;
};

/** Search and filters over a list. On a phone the search has a line of its own and the filters slide sideways. */
export function FilterRow({ search, children, end }: FilterRowProps) {
  return (
    <div className="flex items-center gap-2 px-4 pb-3 max-md:flex-wrap md:px-6">
      {search}
      {children ? (
        <div
          className={cx(
            "-my-1 flex min-w-0 flex-1 items-center gap-2 overflow-x-auto py-1 [scrollbar-width:none] max-md:-ml-4 max-md:pl-4",
            end ? null : "max-md:-mr-4 max-md:basis-full max-md:pr-4",
          )}
        >
          {children}
        </div>
      ) : null}
      {end}
    </div>
  );
}
