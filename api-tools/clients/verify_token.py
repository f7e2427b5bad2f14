"""Verifies access tokens with authlib from the metadata of the authorization server alone (RFC 8414, RFC 7517, RFC 9068)."""

import json
import os
import sys
from urllib.request import urlopen

from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import JoseError

origin = os.environ["CROSSDOCK_URL"]


def read(url):
    with urlopen(url, timeout=30) as answer:
        return json.load(answer)


metadata = read(origin + "/.well-known/oauth-authorization-server")
keys = JsonWebKey.import_key_set(read(metadata["jwks_uri"]))
verifier = JsonWebToken(["ES256"])
wanted = {
    "iss": {"essential": True, "value": metadata["issuer"]},
    "aud": {"essential": True, "value": metadata["issuer"] + "/api"},
    "exp": {"essential": True},
    "iat": {"essential": True},
    "jti": {"essential": True},
    "client_id": {"essential": True},
    "sub": {"essential": True},
    "scope": {"essential": True},
}


def verified(token):
    claims = verifier.decode(token, keys, claims_options=wanted)
    claims.validate()
    if claims.header["typ"].lower() not in ("at+jwt", "application/at+jwt"):
        raise JoseError("not an access token")
    return claims


token = os.environ["CROSSDOCK_TOKEN"]
claims = verified(token)
if claims["scope"].split() != os.environ["CROSSDOCK_SCOPES"].split():
    sys.exit("the scopes differ: " + claims["scope"])
head, body, signature = token.split(".")
for forged in (head + "." + body + ".", ".".join((head, body[:-2] + "AA", signature)), ".".join((head, body, "A" * len(signature)))):
    try:
        verified(forged)
    except (JoseError, ValueError):
        continue
    sys.exit("a forged token was accepted")
print("ok")
