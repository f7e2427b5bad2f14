/** Enough to catch a slip of the finger; the server decides. */
export const isEmail = (text: string): boolean => /^[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);
