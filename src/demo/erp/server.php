<?php
// The ERP of another company, for tests and `npm run demo:erp`: Debian's php-soap, started with
// `ERP_FILE=books.json php -S 127.0.0.1:8088 server.php`. What it has booked is in ERP_FILE, how it misbehaves in ERP_FILE.faults.

declare(strict_types=1);
ini_set('soap.wsdl_cache_enabled', '0');
ini_set('display_errors', '0');

const FILES = ['/erp?wsdl' => 'erp.wsdl', '/erp-types.xsd' => 'erp-types.xsd'];
$file = getenv('ERP_FILE') ?: sys_get_temp_dir() . '/crossdock-demo-erp.json';

$asked = FILES[$_SERVER['REQUEST_URI']] ?? null;
if ($_SERVER['REQUEST_METHOD'] === 'GET') {
    http_response_code($asked === null ? 404 : 200);
    header('Content-Type: text/xml; charset=utf-8');
    if ($asked !== null) readfile(__DIR__ . '/' . $asked);
    return;
}

/** Runs `$work` on the books with all other processes waiting, and keeps what it leaves. */
function with_books(string $file, callable $work): mixed
{
    $lock = fopen($file . '.lock', 'c');
    flock($lock, LOCK_EX);
    $books = json_decode(@file_get_contents($file) ?: '', true) ?? ['calls' => 0, 'invoices' => [], 'stock' => []];
    $result = $work($books);
    file_put_contents($file . '.new', json_encode($books));
    rename($file . '.new', $file);
    fclose($lock);
    return $result;
}

final class Ledger
{
    public function __construct(private string $file, private bool $forgetful)
    {
    }

    public function PostInvoice(object $asked): array
    {
        $invoice = $asked->Invoice;
        if ($invoice->Kind === 'CREDIT' && empty($invoice->ForInvoice)) throw new SoapFault('Client', 'A credit needs its invoice.');
        return with_books($this->file, function (array &$books) use ($invoice): array {
            $books['calls'] += 1;
            foreach ($books['invoices'] as $booked)
                if ($booked['Number'] === $invoice->Number && !$this->forgetful)
                    return ['DocumentId' => $booked['DocumentId'], 'Duplicate' => true];
            $id = sprintf('L-%05d', count($books['invoices']) + 1);
            $books['invoices'][] = ['DocumentId' => $id] + json_decode(json_encode($invoice), true);
            return ['DocumentId' => $id, 'Duplicate' => false];
        });
    }

    public function GetInvoice(object $asked): array
    {
        foreach ($this->all() as $booked)
            if ($booked['Number'] === $asked->Number) return ['Invoice' => $this->brief($booked)];
        return [];
    }

    public function ListInvoices(object $asked): array
    {
        $within = fn (array $booked) =>
            strtotime($booked['IssuedAt']) >= strtotime($asked->IssuedFrom) && strtotime($booked['IssuedAt']) <= strtotime($asked->IssuedTo) + 1;
        return ['Invoice' => array_map($this->brief(...), array_values(array_filter($this->all(), $within)))];
    }

    public function GetStock(object $asked): array
    {
        $stock = with_books($this->file, fn (array &$books) => $books['stock']);
        return ['Item' => $stock];
    }

    private function all(): array
    {
        return with_books($this->file, fn (array &$books) => $books['invoices']);
    }

    private function brief(array $booked): array
    {
        return array_intersect_key($booked, array_flip(['DocumentId', 'Number', 'Currency', 'Total']));
    }
}

$faults = json_decode(@file_get_contents($file . '.faults') ?: '', true) ?? [];
$modes = $faults['modes'] ?? array_values(array_filter(explode(',', getenv('ERP_FAULTS') ?: '')));
$mode = $modes === [] ? 'well' : $modes[random_int(0, count($modes) - 1)];

if ($mode === 'down') {
    http_response_code(503);
    header('Retry-After: 1');
    echo 'Down for maintenance';
    return;
}
if ($mode === 'slow') usleep((int) (($faults['slowMs'] ?? 1500) * 1000));

ob_start();
$server = new SoapServer(__DIR__ . '/erp.wsdl', ['cache_wsdl' => WSDL_CACHE_NONE]);
$server->setObject(new Ledger($file, ($faults['forgetful'] ?? false) === true));
$server->handle(file_get_contents('php://input'));
$answer = ob_get_clean();

/** What a caller hears though the books are right. */
$heard = match ($mode) {
    'html' => '<!DOCTYPE html><html><body><h1>Gateway</h1></body></html>',
    'garbage' => random_bytes(300),
    'doctype' => preg_replace('/\?>/', '?><!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/passwd">]>', $answer, 1),
    'namespace' => str_replace('urn:example:ledger', 'urn:example:other', $answer),
    'twice' => preg_replace('/(<SOAP-ENV:Body>)(.*)(<\/SOAP-ENV:Body>)/s', '$1$2$2$3', $answer),
    'polluted' => preg_replace('/<SOAP-ENV:Body>/', '<SOAP-ENV:Body id="__proto__"><polluted href="#__proto__">1</polluted>', $answer, 1),
    'huge' => '<?xml version="1.0"?><a>' . str_repeat('<b>x</b>', 3_000_000) . '</a>',
    'empty' => '',
    default => $answer,
};
if ($mode === 'silent') usleep((int) (($faults['silentMs'] ?? 5000) * 1000));
if ($mode === 'cut') {
    header('Content-Length: ' . (strlen($heard) + 100)); // and the connection closes before
    header('Connection: close');
}
echo $heard;
