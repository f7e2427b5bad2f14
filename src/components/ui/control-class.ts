/** Shared styles of all input controls. */
export const controlClass =
  "w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-sm text-ink shadow-low transition-colors hover:border-ink-3 " +
  "focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-focus " +
  "aria-invalid:border-red aria-invalid:focus-visible:outline-red disabled:bg-sunken disabled:text-ink-3 [&[readonly]]:bg-sunken";

export const controlHeight = "h-8 coarse:h-10";
