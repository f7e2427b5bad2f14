export { type DemoAccount, demoAccounts } from "./cast.ts";
export { type Demo, demoTenant, seedDemo } from "./seed-demo.ts";
