export { listRecentCalls } from "./list-recent-calls.ts";
