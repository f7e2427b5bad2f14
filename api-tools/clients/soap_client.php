<?php
/** An ERP in PHP: SoapClient and nothing but the address of the WSDL, against a running hub. */

const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';

$digest = getenv('CROSSDOCK_MODE') === 'digest';
$id = getenv('CROSSDOCK_KEY_ID');
$password = getenv($digest ? 'CROSSDOCK_SOAP_SECRET' : 'CROSSDOCK_KEY');

function token(string $id, string $password, ?string $nonce = null, ?int $at = null): SoapHeader
{
    global $digest;
    $nonce ??= random_bytes(16);
    $created = gmdate('Y-m-d\TH:i:s\Z', $at ?? time());
    $proof = $digest ? base64_encode(sha1($nonce . $created . $password, true)) : $password;
    $type = PROFILE . ($digest ? '#PasswordDigest' : '#PasswordText');
    $xml = '<o:Security xmlns:o="' . WSSE . '" xmlns:u="' . WSU . '"><o:UsernameToken><o:Username>' . $id . '</o:Username>'
        . '<o:Password Type="' . $type . '">' . $proof . '</o:Password>'
        . '<o:Nonce>' . base64_encode($nonce) . '</o:Nonce><u:Created>' . $created . '</u:Created></o:UsernameToken></o:Security>';
    return new SoapHeader(WSSE, 'Security', new SoapVar($xml, XSD_ANYXML));
}

function check(bool $holds, string $what): void
{
    if (!$holds) {
        echo $what, "\n";
        exit(1);
    }
}

$client = new SoapClient(getenv('CROSSDOCK_WSDL'), [
    'soap_version' => getenv('CROSSDOCK_PORT') === 'CrossdockSoap12' ? SOAP_1_2 : SOAP_1_1,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'cache_wsdl' => WSDL_CACHE_NONE,
    'trace' => true,
]);
$call = function (string $name, array $input, ?SoapHeader $token = null, array $more = []) use ($client, $id, $password) {
    return $client->__soapCall($name, [$input], [], [$token ?? token($id, $password), ...$more]);
};
$refused = function (string $code, callable $run): object {
    try {
        $run();
    } catch (SoapFault $fault) {
        $told = $fault->detail->CrossdockFault ?? null;
        check(($told->code ?? '') === $code, "$code was expected: " . $fault->getMessage());
        check(str_starts_with($fault->getMessage(), $code), 'the reason begins with the code');
        return $told;
    }
    check(false, "$code was expected, and nothing was refused");
};

$external = 'php-' . bin2hex(random_bytes(8));
$messageId = new SoapHeader('http://www.w3.org/2005/08/addressing', 'MessageID', "urn:$external");
$order = ['channel' => 'web', 'externalId' => $external, 'customer' => ['name' => 'Zoë <&>'], 'lines' => [['sku' => 'BSK-07', 'quantity' => 2]]];
$placed = $call('PlaceOrder', $order, null, [$messageId]);
check($placed->created === true && $placed->order->lines[0]->quantity === 2, 'the order is placed');
check($placed->order->customer->name === 'Zoë <&>', 'text comes back as it was');
$again = $call('PlaceOrder', $order, null, [$messageId]);
check($again->order->id === $placed->order->id, 'a retry is answered as before');
$read = $call('GetOrder', ['id' => $placed->order->number]);
check($read->order->externalId === $external && is_int($read->order->totals->total), 'the order is read');
check($call('ListOrders', ['limit' => 1])->data[0]->id === $placed->order->id, 'the order is listed');
check($call('GetStock', ['sku' => 'BSK-07'])->data[0]->sku === 'BSK-07', 'stock is read');

$short = $refused('inventory.insufficient_stock', fn () => $call('PlaceOrder', ['lines' => [['quantity' => 900000, 'sku' => 'BSK-07']], 'channel' => 'web']));
// PHP reads details without the schema: a list of one is no list there.
$errors = is_array($short->errors) ? $short->errors : [$short->errors];
check($short->kind === 'conflict' && $errors[0]->pointer === '/lines/0', 'the fault is the declared one');
check(in_array('available', array_column($errors[0]->figures, 'name'), true), 'the fault has its figures');
$refused('auth.invalid_key', fn () => $call('GetOrder', ['id' => '1'], token($id, str_repeat('wrong', 8))));
$refused('auth.stale_token', fn () => $call('GetOrder', ['id' => '1'], token($id, $password, null, time() - 360)));
$nonce = random_bytes(16);
$call('GetOrder', ['id' => $placed->order->id], token($id, $password, $nonce));
$refused('auth.replayed_token', fn () => $call('GetOrder', ['id' => $placed->order->id], token($id, $password, $nonce)));
echo 'ok';
