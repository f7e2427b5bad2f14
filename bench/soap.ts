import { benchBesideRest } from "./beside-rest.ts";

/** `npm run bench -- --only soap`: with a UsernameToken as text and a MessageID in each message. */
export const benchSoap = (seconds: number): Promise<void> =>
  benchBesideRest({ name: "soap", script: "soap-load.ts", path: "/api/soap" }, seconds);
