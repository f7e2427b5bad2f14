/** An error in one line; a client's error may aggregate several. */
export function troubleOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0)
    return `${error.message} ${troubleOf(error.errors.at(-1))}`;
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause instanceof Error ? `${message} ${troubleOf(cause)}` : message || error.name;
}
