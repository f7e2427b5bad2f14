import { endHolds, endSessions, forgetAnswers, shortenFeed } from "./housekeeping.ts";
import type { Job } from "./job.ts";

/** Every job that this version knows how to do. */
export const jobs: readonly Job[] = [endHolds, endSessions, forgetAnswers, shortenFeed];
