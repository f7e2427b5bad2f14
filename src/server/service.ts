export interface Service {
  stop(): Promise<void>;
}
