/** Detects typing errors only; the server decides. */
export const isEmail = (text: string): boolean => /^[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);
