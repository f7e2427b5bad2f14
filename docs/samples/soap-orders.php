<?php
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';
const WSA = 'http://www.w3.org/2005/08/addressing';

/** PHP has no WS-Security: this is a UsernameToken with a digest. Make a new one for each call. */
function security(string $keyId, string $soapSecret): SoapHeader
{
    $nonce = random_bytes(16);
    $created = gmdate('Y-m-d\TH:i:s\Z');
    $digest = base64_encode(sha1($nonce . $created . $soapSecret, true));
    $xml = '<o:Security xmlns:o="' . WSSE . '" xmlns:u="' . WSU . '"><o:UsernameToken>'
        . '<o:Username>' . htmlspecialchars($keyId, ENT_XML1) . '</o:Username>'
        . '<o:Password Type="' . PROFILE . '#PasswordDigest">' . $digest . '</o:Password>'
        . '<o:Nonce>' . base64_encode($nonce) . '</o:Nonce><u:Created>' . $created . '</u:Created>'
        . '</o:UsernameToken></o:Security>';
    return new SoapHeader(WSSE, 'Security', new SoapVar($xml, XSD_ANYXML));
}

$url = getenv('CROSSDOCK_URL') ?: 'http://localhost:3000';
$token = fn () => security(getenv('CROSSDOCK_KEY_ID'), getenv('CROSSDOCK_SOAP_SECRET'));
$client = new SoapClient($url . '/api/soap?wsdl', [
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS, // a list of one stays a list
    'cache_wsdl' => WSDL_CACHE_NONE,
]);

// Keep it for a retry: the same MessageID and request are one order, however often they arrive.
$messageId = new SoapHeader(WSA, 'MessageID', 'urn:uuid:' . bin2hex(random_bytes(16)));

try {
    $placed = $client->__soapCall('PlaceOrder', [[
        'channel' => 'web',
        'customer' => ['email' => 'a@example.com', 'name' => 'A. Person'],
        'lines' => [['sku' => 'BSK-07', 'quantity' => 1]],
    ]], [], [$token(), $messageId]);
    $read = $client->__soapCall('GetOrder', [['id' => $placed->order->id]], [], [$token()]);
    echo $read->order->number, ' ', $read->order->status, "\n";
} catch (SoapFault $fault) {
    echo $fault->getMessage(), ' (', $fault->detail->CrossdockFault->code ?? '', ")\n";
}
