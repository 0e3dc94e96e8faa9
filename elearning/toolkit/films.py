"""Sends a film in the parts that a player asks for, so that nobody fetches the whole of it to see its end."""

import re

from django.http import HttpRequest, HttpResponse

from .models import ToolkitDocument

MOST = 1_000_000  # bytes of one answer; the player asks for the next
_ASKED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """The first and last byte to send of a file of `size` bytes, or None for a header that is to be ignored.

    One range alone (RFC 9110, section 14.1.2). A first byte behind the end is given back as it is: nothing is there.
    """
    match = _ASKED.fullmatch(asked.strip())
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:  # so many from the end
        begin, end = (max(size - int(last), 0), size - 1) if int(last) else (size, size)
    else:
        begin, end = int(first), min(int(last) if last else size - 1, size - 1)
        if last and int(last) < begin:
            return None
    return begin, min(end, begin + MOST - 1)


def film_part(film: ToolkitDocument, request: HttpRequest) -> HttpResponse | None:
    """The part that the request asks for; None where it asks for the whole, or has parts of an older film."""
    etag = f'"{film.file_hash}"'
    older = request.headers.get("If-Range", etag) != etag
    packed = "gzip" in request.headers.get("Accept-Encoding", "")  # bytes of what, then? Players ask for neither
    if older or packed or request.method != "GET":
        return None
    size = film.file.size
    asked = part_of(request.headers.get("Range", ""), size)
    if asked is None:
        return None
    first, last = asked
    if first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with film.file.open("rb") as file:
        file.seek(first)
        body = file.read(last - first + 1)
    about = {"Content-Range": f"bytes {first}-{first + len(body) - 1}/{size}", "Accept-Ranges": "bytes", "ETag": etag}
    return HttpResponse(body, status=206, content_type=film.content_type, headers=about)
