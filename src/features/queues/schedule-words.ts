export type Rhythm =
  | { readonly every: "minutes"; readonly count: number }
  | { readonly every: "hour"; readonly minute: string }
  | { readonly every: "day"; readonly time: string }
  | { readonly every: "week"; readonly weekday: number; readonly time: string };

const two = (number: string): string => number.padStart(2, "0");
const isNumber = (field: string | undefined): field is string => field !== undefined && /^\d{1,2}$/.test(field);

/** Describes a cron expression in words, where a simple description exists. */
export function rhythmOf(cron: string): Rhythm | null {
  const [minute, hour, day, month, weekday, more] = cron.trim().split(/\s+/);
  if (minute === undefined || day !== "*" || month !== "*" || weekday === undefined || more !== undefined) return null;
  if (hour === "*" && weekday === "*") return withinHour(minute);
  if (!isNumber(minute) || !isNumber(hour)) return null;
  const time = `${two(hour)}:${two(minute)}`;
  if (weekday === "*") return { every: "day", time };
  return /^[0-7]$/.test(weekday) ? { every: "week", weekday: Number(weekday) % 7, time } : null;
}

function withinHour(minute: string): Rhythm | null {
  if (minute === "*") return { every: "minutes", count: 1 };
  if (isNumber(minute)) return { every: "hour", minute: `:${two(minute)}` };
  const step = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  return step !== undefined && 60 % Number(step) === 0 ? { every: "minutes", count: Number(step) } : null;
}
