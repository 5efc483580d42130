"""What a stranger sees: one page without a script, which says how to get in."""

from base64 import b64encode
from hashlib import sha256

from starlette.responses import HTMLResponse

STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;background:light-dark(#f5f7f9,#0f1419);color:light-dark(#17212b,#e7edf3);"
    'font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}'
    "main{max-width:560px;margin:12vh 16px 0;padding:20px 24px;border-radius:10px;"
    "background:light-dark(#ffffff,#171e25);border:1px solid light-dark(#dde3e9,#2b3640)}"
    "@media(min-width:640px){main{margin-left:auto;margin-right:auto}}"
    "h1{font-size:18px;letter-spacing:-.02em;margin:0 0 8px}p{margin:0 0 8px}"
    "code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.95em}"
)
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    f"<title>affluent</title><style>{STYLE}</style></head><body><main><h1>affluent</h1>{{}}"
    "<p>A token is needed: open the address that <code>affluent up</code> or <code>affluent demo</code> printed, or add "
    "<code>?token=</code> and a reader's token to this one. It opens the board in this browser for a day.</p>"
    "</main></body></html>\n"
)
REFUSED = "<p>The token that this browser sent is not accepted, or not any more.</p>"


def locked(*, refused: bool) -> HTMLResponse:
    """`refused`: a token came with the request, and opens nothing."""
    page = PAGE.replace("{}", REFUSED if refused else "")
    return HTMLResponse(page, status_code=401, headers={"Content-Security-Policy": POLICY})
