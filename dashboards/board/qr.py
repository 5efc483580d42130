"""QR codes of tracked links, as pictures to print."""

import io

import segno
from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from dashboards.board.deals import tracked
from events.catalog import SLUG

KINDS = {"svg": ("image/svg+xml", 8), "png": ("image/png", 16)}
QUIET_ZONE = 4


def picture(text: str, kind: str) -> bytes:
    """A QR code, dark on white with its quiet zone, so that it can be read on any ground."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind=kind, scale=KINDS[kind][1], border=QUIET_ZONE, dark="#000000", light="#ffffff")
    return out.getvalue()


def qr_routes(links_at: str) -> APIRouter:
    """`/links/SLUG/qr.svg` and `.png`; the same slug gives the same picture."""
    router = APIRouter()

    @router.get("/links/{slug}/qr.{kind}")
    def qr(slug: str, kind: str) -> Response:
        if kind not in KINDS or not SLUG.fullmatch(slug):
            raise HTTPException(404, "there is no such picture")
        headers = {"Content-Disposition": f'inline; filename="{slug}.{kind}"'}
        return Response(picture(tracked(links_at, slug), kind), media_type=KINDS[kind][0], headers=headers)

    return router
