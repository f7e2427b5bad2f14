import { expect, it, vi } from "vitest";
import { settingsOf } from "#core/erp/default-settings.ts";
import { CallFailed, type SoapClient } from "../soap/soap-client.ts";
import { SoapErp } from "./soap-erp.ts";

const { find } = settingsOf(undefined);
const absent = `code = "NotFound" or $contains(message, "no such invoice")`;
const settings = settingsOf({ settings: { find: find && { ...find, absent } } });

it("the mapping says which fault means that the ERP does not have an invoice; any other stays one", async () => {
  const call = vi.fn<SoapClient["call"]>();
  const erp = new SoapErp({ call });
  const answers = async (code: string, given = settings) => {
    call.mockRejectedValueOnce(new CallFailed("refused", "", { fault: { code, message: "Sorry" } }));
    return erp.find({ settings: given, tenantId: "t" }, "INV-000001");
  };
  expect(await answers("NotFound")).toBeNull();
  await expect(answers("Client")).rejects.toMatchObject({ kind: "refused" });
  await expect(answers("NotFound", settingsOf(undefined))).rejects.toMatchObject({ kind: "refused" });
  call.mockRejectedValueOnce(new CallFailed("failed", "no such invoice"));
  await expect(erp.find({ settings, tenantId: "t" }, "INV-000001")).rejects.toMatchObject({ kind: "failed" });
});
