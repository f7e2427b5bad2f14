import { failure } from "../kernel/errors.ts";

export const erpMissing = failure("conflict", "erp.not_configured", () => ({
  message: "No ERP is connected: set ERP_WSDL_URL for a worker.",
}));

export const alreadyPosted = failure("conflict", "erp.already_posted", (number: string) => ({
  message: `The ERP has ${number} already.`,
}));

export const wrongMapping = failure("invalid", "erp.wrong_mapping", (pointer: string, why: string) => ({
  message: `This mapping is not JSONata: ${why}`,
  errors: [{ pointer, detail: why }],
}));
