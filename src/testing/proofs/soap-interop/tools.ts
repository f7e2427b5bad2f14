import { ran } from "../api-tools.ts";

/** As Debian installs them: python3-zeep, and php-cli with php-soap. */
export const soapTools = { python: process.env["SOAP_PYTHON"] ?? "/usr/bin/python3", php: "php" };

/** Whether they are there. The folder is not used: both are programs of the system. */
export async function findSoapTools(): Promise<{ folder: string } | { missing: string }> {
  const zeep = await ran(soapTools.python, ["-c", "import zeep, lxml"]).catch(() => ({ code: 1 }));
  if (zeep.code !== 0) return { missing: "python3-zeep is not installed" };
  const soap = await ran(soapTools.php, ["-r", "exit(class_exists('SoapClient') ? 0 : 1);"]).catch(() => ({ code: 1 }));
  return soap.code === 0 ? { folder: "." } : { missing: "php-cli and php-soap are not installed" };
}
