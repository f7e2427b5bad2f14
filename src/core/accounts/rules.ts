/** A session ends after this long without a request. */
export const SESSION_IDLE_MS = 12 * 3_600_000;
/** How often a session's last request is noted at most. */
export const SESSION_TOUCH_MS = 60_000;
/** How long a mailed link to choose a new password is good. */
export const RESET_MS = 3_600_000;
/** A session ends after this, however much it is used. */
export const SESSION_LONGEST_MS = 30 * 24 * 3_600_000;
/** How many authenticator apps one person may have. */
export const MOST_FACTORS = 5;
