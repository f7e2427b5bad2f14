/** Entries of a timeline's page; the server reads the first one with the order. */
export const TIMELINE_PAGE = 40;
