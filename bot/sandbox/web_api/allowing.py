"""The page on which an admin allows the app; here nobody has to press anything."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.slack.oauth import OAuth
from bot.sandbox.slack.refusals import Refused


def allowing_routes(oauth: OAuth) -> list[Route]:
    """``/oauth/v2/authorize``. ``team`` says where, ``for_all`` for the organisation, ``deny`` says no."""

    async def authorize(request: Request) -> Response:
        given = request.query_params
        back, state = given.get("redirect_uri", ""), given.get("state", "")
        if given.get("client_id") != oauth.client_id:
            return PlainTextResponse("invalid_client_id", status_code=400)
        if "deny" in given:
            return RedirectResponse(
                f"{back}?{urlencode({'error': 'access_denied', 'state': state})}", status_code=302
            )
        try:
            code = oauth.allow(
                given.get("team") or oauth.workspaces[0].team_id,
                redirect_uri=back,
                scopes=given.get("scope", ""),
                is_for_all="for_all" in given,
            )
        except Refused as refused:
            return PlainTextResponse(refused.code, status_code=400)
        return RedirectResponse(f"{back}?{urlencode({'code': code, 'state': state})}", status_code=302)

    return [Route("/oauth/v2/authorize", authorize, methods=["GET"])]
