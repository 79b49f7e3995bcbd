"""Uploaded logos: what is refused, in which order, and how they are served."""

import io
import struct
import zlib
from dataclasses import replace

import aiohttp
import pytest
from PIL import Image

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.media import MediaFolder
from oauth_tool.web.platform_app import platform_app


@pytest.fixture
def media(tmp_path):
    return MediaFolder(path=tmp_path / "media")


@pytest.fixture
def serve(aiohttp_client, unused_tcp_port):
    async def start(platform):
        app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
        return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})

    return start


@pytest.fixture
async def http(serve, platform, media):
    return await serve(replace(platform, media=media))


@pytest.fixture
async def http_without_media(aiohttp_client, unused_tcp_port_factory, platform):
    port = unused_tcp_port_factory()
    app = platform_app(platform, f"http://127.0.0.1:{port}")
    return await aiohttp_client(app, server_kwargs={"port": port})


@pytest.fixture
def upload(http, platform, watch, app):
    async def send(data, content_type="image/png", *, name="file", row=None, through=None):
        headers = {"Authorization": f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"}
        form = aiohttp.FormData()
        form.add_field(name, io.BytesIO(data), content_type=content_type, filename="../../evil.png")
        path = f"/api/oauth/apps/{row or app.client.id}/logo/upload"
        async with (through or http).post(path, data=form, headers=headers) as response:
            return response.status, await response.json()

    return send


def picture(width=512, height=None, kind="PNG"):
    data = io.BytesIO()
    Image.new("RGB", (width, height or width), "teal").save(data, format=kind)
    return data.getvalue()


def bomb(width, height):
    """Return the head of a PNG that says it is huge."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT"


@pytest.mark.parametrize(
    ("kind", "content_type"), [("PNG", "png"), ("JPEG", "jpeg"), ("WEBP", "webp")]
)
async def test_a_logo_is_kept_as_a_png_and_served_as_nothing_else(upload, http, kind, content_type):
    status, answer = await upload(picture(kind=kind), f"image/{content_type}")

    path = answer["logo_url"].removeprefix(str(http.make_url("")).rstrip("/"))
    assert status == 200
    async with http.get(path) as response:
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        served = Image.open(io.BytesIO(await response.read()))
    assert (served.format, served.size) == ("PNG", (512, 512))


async def test_what_hides_behind_the_pixels_is_not_kept(upload, media):
    await upload(picture() + b"<script>alert(1)</script>")

    (file,) = media.path.iterdir()
    assert b"script" not in file.read_bytes()


async def test_a_new_logo_replaces_the_one_before(upload, media):
    first = (await upload(picture()))[1]["logo_url"]
    second = (await upload(picture(600)))[1]["logo_url"]

    assert first != second
    assert [file.name for file in media.path.iterdir()] == [second.rpartition("/")[2]]


@pytest.mark.parametrize(
    ("data", "content_type", "detail"),
    [
        (b"x", "image/gif", "Invalid file type. Allowed: JPEG, PNG, WebP. Got: image/gif"),
        (b"x" * (3 * 2**20 + 1), "image/png", "File too large. Maximum size is 3MB"),
        (b"no picture", "image/png", "Invalid image file"),
        (b"", "image/png", "Invalid image file"),
        (picture()[:-400], "image/png", "Invalid image file"),
        (picture(kind="GIF"), "image/png", "Invalid image file"),
        (picture(512, 513), "image/png", "Logo must be square. Got 512x513"),
        (picture(511), "image/png", "Logo too small. Minimum 512x512. Got 511x511"),
        (picture(2049), "image/png", "Logo too large. Maximum 2048x2048. Got 2049x2049"),
        (bomb(10000, 10000), "image/png", "Logo too large. Maximum 2048x2048. Got 10000x10000"),
        (bomb(60000, 60000), "image/png", "Invalid image file"),
    ],
)
async def test_what_is_no_logo_is_refused_with_the_platforms_words(
    upload, media, data, content_type, detail
):
    assert await upload(data, content_type) == (400, {"detail": detail})
    assert not media.path.exists()


async def test_the_app_comes_first_and_the_folder_second(upload, http_without_media):
    through = http_without_media

    assert await upload(b"", "image/gif", row="x", through=through) == (
        404,
        {"detail": "OAuth App not found"},
    )
    assert await upload(b"", "image/gif", through=through) == (
        503,
        {"detail": "Media storage is not configured"},
    )


async def test_a_form_without_the_file_is_a_mistake(upload, http, platform, watch, app):
    headers = {"Authorization": f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"}
    path = f"/api/oauth/apps/{app.client.id}/logo/upload"

    status, answer = await upload(picture(), name="picture")
    async with http.post(path, data=b"x", headers=headers) as response:
        without_form = response.status
    broken = {**headers, "Content-Type": "multipart/form-data"}
    async with http.post(path, data=b"x", headers=broken) as response:
        without_boundary = response.status

    assert (status, without_form, without_boundary) == (422, 422, 422)
    assert answer["detail"][0]["loc"] == ["body", "file"]


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fstore.sqlite3",
        "%2e%2e%2fstore.sqlite3",
        "....//store.sqlite3",
        "x.png",
        "0" * 32 + ".png",
        "0" * 32 + ".png%00",
        "0" * 32 + ".png%0a",
    ],
)
async def test_no_name_leads_out_of_the_folder(http, upload, name):
    await upload(picture())

    async with http.get(f"/media/{name}") as response:
        assert response.status == 404
