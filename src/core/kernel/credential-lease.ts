/** How long a process may cache a look-up of a credential. A revocation responds only after that, so it is effective everywhere. */
export const KEY_LEASE_MS = 1000;
