export { type DemoAccount, demoAccounts } from "./cast.ts";
export { type Demo, seedDemo } from "./seed-demo.ts";
