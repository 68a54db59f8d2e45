"""Signing in at an OpenID Connect provider: authorization code with PKCE, the id token verified with the provider's keys."""

import json
import secrets
from functools import lru_cache
from time import monotonic
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from itsdangerous import BadSignature, URLSafeTimedSerializer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests import RequestException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ui.door.caller import Caller
from zxdata.access import signing_in
from zxdata.access.reader import Reader
from zxdata.configuration import Settings

COOKIE = "cockpit_away"
AWAY_SECONDS = 600
ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "PS256", "EdDSA"]
LEEWAY_SECONDS = 120
PROVIDER_SECONDS = 5
KEPT_SECONDS = 600.0
AWAY = "统一身份认证现在连不上，请稍后再试；一直不行请找系统管理员。"
REFUSED = "统一身份认证没有认可这次登录，请重新登录。"
NAMES = ("preferred_username", "email", "sub")
"""The claims that may hold the name of an account, the most readable first."""


def away(settings: Settings, request: Request, caller: Caller, then: str) -> Response:
    """To the provider; what is to be the same on the way back goes along in a signed cookie. Raises Refused."""
    provider = _provider(settings, caller)
    nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    with _client(settings, request) as client:
        address, state = client.create_authorization_url(
            provider["authorization_endpoint"], nonce=nonce, code_verifier=verifier
        )
    held = _signed(settings).dumps({"state": state, "nonce": nonce, "verifier": verifier, "then": then})
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        COOKIE, held, max_age=AWAY_SECONDS, path="/signin", secure=caller.secure, httponly=True, samesite="lax"
    )
    return answer


def back(settings: Settings, request: Request, caller: Caller) -> tuple[Reader, str]:
    """The reader whom the provider vouches for, and where they wanted to go. Raises Refused."""
    try:
        held = _signed(settings).loads(caller.cookies.get(COOKIE, ""), max_age=AWAY_SECONDS)
    except BadSignature:
        raise _refused(settings, caller, "没有先从登录页出发，或已过时") from None
    given = request.query_params
    if not secrets.compare_digest(given.get("state", "").encode(), held["state"].encode()):
        raise _refused(settings, caller, "state 不符")
    if "code" not in given:
        raise _refused(settings, caller, f"对方拒绝：{given.get('error', '没有给授权码')}")
    provider = _provider(settings, caller)
    try:
        with _client(settings, request) as client:
            token = client.fetch_token(
                provider["token_endpoint"], code=given["code"], code_verifier=held["verifier"], timeout=PROVIDER_SECONDS
            )
        claims = _verified(settings, caller, provider, str(token.get("id_token", "")), held["nonce"])
    except (RequestException, ValueError) as fault:
        raise _refused(settings, caller, f"连不上对方：{type(fault).__name__}", AWAY) from None
    except AuthlibBaseError as fault:
        raise _refused(settings, caller, f"对方不给令牌：{fault.error}") from None
    return _reader(settings, caller, claims), str(held["then"])


def _reader(settings: Settings, caller: Caller, claims: dict[str, Any]) -> Reader:
    name = next((str(claims[key]) for key in NAMES if claims.get(key)), "")
    if settings.oidc_claim and settings.oidc_claim in claims:
        said = claims[settings.oidc_claim]
        words = said.split() if isinstance(said, str) else [str(word) for word in said]
        if reader := signing_in.reader_by_words(name, words):
            return reader
    return signing_in.vouched(settings, name, caller.address)


def _verified(settings: Settings, caller: Caller, provider: dict[str, Any], token: str, nonce: str) -> dict[str, Any]:
    """The claims of an id token that the provider signed for us, for this sign-in and not long ago."""
    registry = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider["issuer"]},
        aud={"essential": True, "value": settings.oidc_client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
    )
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(provider["keys"]), algorithms=ALGORITHMS)
        registry.validate(decoded.claims)
    except JoseError as fault:
        raise _refused(settings, caller, f"身份令牌不能用：{fault.error}") from None
    return dict(decoded.claims)


def _provider(settings: Settings, caller: Caller) -> dict[str, Any]:
    try:
        return _looked_up(settings.oidc_issuer, int(monotonic() // KEPT_SECONDS))
    except (RequestException, ValueError, KeyError) as fault:
        raise _refused(settings, caller, f"连不上对方：{type(fault).__name__}", AWAY) from None


@lru_cache(maxsize=2)
def _looked_up(issuer: str, _: int) -> dict[str, Any]:
    """The provider's own description with its keys, looked up anew every few minutes."""
    with OAuth2Session() as client:
        place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        found = dict(client.request("GET", place, withhold_token=True, timeout=PROVIDER_SECONDS).json())
        if found["issuer"].rstrip("/") != issuer.rstrip("/"):
            raise ValueError("issuer")
        keys = client.request("GET", found["jwks_uri"], withhold_token=True, timeout=PROVIDER_SECONDS)
        return found | {"keys": json.loads(keys.text)}


def _client(settings: Settings, request: Request) -> OAuth2Session:
    return OAuth2Session(
        settings.oidc_client_id,
        settings.oidc_client_secret,
        scope="openid profile email",
        redirect_uri=str(request.url.replace(path="/signin/oidc", query="")),
        code_challenge_method="S256",
    )


def _signed(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret_key, salt="signin away")


def _refused(settings: Settings, caller: Caller, reason: str, sentence: str = REFUSED) -> signing_in.Refused:
    return signing_in.refused(settings, "", caller.address, sentence, reason)
