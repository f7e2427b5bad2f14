let asking: { promise: Promise<boolean>; settle: (given: boolean) => void } | undefined;
const listeners = new Set<() => void>();

const tell = () => {
  for (const listener of listeners) listener();
};

/** Asks the user to prove again who they are; true once they have. Commands that ask at the same time share one dialog. */
export function askForProof(): Promise<boolean> {
  if (asking === undefined) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    asking = { promise, settle: resolve };
    tell();
  }
  return asking.promise;
}

/** Ends the wait of all who ask. */
export function settleProof(given: boolean): void {
  const ended = asking;
  asking = undefined;
  ended?.settle(given);
  tell();
}

export const isProofAsked = (): boolean => asking !== undefined;

export function onProofAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
