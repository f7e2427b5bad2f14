/** Entries per timeline page; the server prefetches the first page with the order. */
export const TIMELINE_PAGE = 40;
