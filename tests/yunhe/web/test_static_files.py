"""What production serves under /static/: collected as the image does it, hashed, bundled, cached for good."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template
from django.templatetags.static import static
from django.test import override_settings
from django.urls import reverse
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.factories.deputies import DeputyFactory, MandateFactory
from tests.factories.stations import ActivityFactory, CodeFactory, make_tree
from yunhe.accounts.enums import Role

ROOT = Path(django_settings.BASE_DIR)
STORAGES = {
    **django_settings.STORAGES,
    "staticfiles": {
        **django_settings.STORAGES["staticfiles"],
        "BACKEND": "yunhe.shell.static_files.HashedStaticFiles",
    },
}
LEFT_OUT = ["echarts.[!m]*", "extension", "dom.*", "src", "import_export"]  # the image copies only what is used
HASHED = re.compile(r"^[\w/.-]+\.[0-9a-f]{12}\.\w+$")
LINKED = re.compile(r"/static/([^\"'\s#?)]+)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The collected files, without the compressed twins and without what the libraries bring beside their one file."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(
        STORAGES=STORAGES,
        STATIC_ROOT=folder,
        WHITENOISE_SKIP_COMPRESS_EXTENSIONS=("js", "css", "svg", "mjs", "map", "json", "ts", "md"),
    ):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=LEFT_OUT)
    return folder


@pytest.fixture
def production(settings, folder):
    """Settings as in production, where names are looked up in the manifest of `folder`."""
    settings.STORAGES = STORAGES
    settings.STATIC_ROOT = folder
    return folder


def test_every_name_in_a_template_or_module_is_collected(production):
    templates = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    names = {name for text in templates for name in re.findall(r'{% static "([^"]+)"', text)}
    for app in ("yunhe", "deputies", "stations", "liaison"):
        for path in (ROOT / app).rglob("*.py"):
            names |= set(re.findall(r"\bstatic\([\"']([^\"']+)", path.read_text()))
    assert len(names) > 10
    for name in names:
        assert HASHED.match(static(name).removeprefix("/static/")), name


def test_an_unknown_name_is_an_error(production):
    with pytest.raises(ValueError, match=r"nobody\.css"):
        static("css/nobody.css")


@pytest.mark.parametrize("name", ["css/app.css", "js/app.js"])
def test_the_frame_is_one_file_of_each_kind(production, name):
    text = (production / staticfiles_storage.stored_name(name)).read_text()
    parts = re.findall(r'(?:@import url\(|^import )"([^"]+)"', (ROOT / "static" / name).read_text(), re.M)
    assert len(parts) > 5
    assert not re.search(r"^\s*(@import|import\b|export\b)", text, re.M)
    for part in parts:
        assert (ROOT / "static" / name).parent.joinpath(part).read_text() in text


def test_every_file_of_ours_refers_to_hashed_names_only(production):
    for path in production.rglob("*"):
        if not HASHED.match(path.name) or path.suffix not in {".css", ".js"} or "echarts" in path.name:
            continue
        targets = re.findall(
            r"(?:^import\s|\bfrom\s|^import\s.*from\s|url\()\s*[\"']?(\.[^\"')]+|[\w./-]+\.css)", path.read_text(), re.M
        )
        for target in targets:
            assert HASHED.match(target.lstrip("./")), (path.name, target)
            assert path.parent.joinpath(target).exists(), (path.name, target)


def named(text):
    return set(LINKED.findall(text))


def linked(answer):
    assert answer.status_code == 200
    return named(answer.content.decode())


def test_a_page_of_every_layout_links_hashed_files_only(production, client, county, staff, sign_in, settings):
    activity = ActivityFactory(organising_area=county.fuyun)
    code = CodeFactory(activity=activity)
    names = linked(client.get("/accounts/sign-in/")) | linked(client.get(code.get_absolute_url()))
    sign_in(staff(county.fuyun))
    names |= linked(client.get("/")) | linked(client.get(reverse("activities:sign-in-sheet", args=[activity.pk])))
    assert len(names) > 4
    for name in names:
        assert HASHED.match(name), name
        assert (production / name).exists(), name


def weight(folder, client, address):
    """Return (requests, KB) of a first visit as production sends it: the page by gzip, the files it names by brotli."""
    page = client.get(address, headers={"accept-encoding": "gzip, br"})
    assert page.headers["Content-Encoding"] == "gzip", address
    text = gzip.decompress(page.content).decode()
    names = named(text) | ({"img/icons.svg"} if "icons" in text else set())
    stored = {name if HASHED.match(name) else staticfiles_storage.stored_name(name) for name in names}
    size = sum(len(brotli.compress((folder / name).read_bytes())) for name in stored)
    return len(stored) + 1, (size + len(page.content)) / 1024


def test_a_first_visit_is_light(production, client, county, appoint, sign_in):
    """A voter's page at most 60 KB in 8 requests, a deputy's at most 150 KB: 400 kbps are 50 KB a second."""
    tree = make_tree(county)
    code = CodeFactory(station=tree.zhongshan)
    for address in (code.get_absolute_url(), f"{code.get_absolute_url()}/concern/", "/m/"):
        requests, size = weight(production, client, address)
        assert requests <= 8, address
        assert size <= 60, address
    user = appoint(Role.DEPUTY, county.chishi)
    MandateFactory(deputy=DeputyFactory(origin=county.chishi, residence=county.zhongshan, user=user))
    sign_in(user)
    for address in ("/", "/stations/scan/", "/households/mine/"):
        assert weight(production, client, address)[1] <= 150, address


def test_hashed_files_are_kept_by_the_browser_for_good(production, rf):
    serve = WhiteNoiseMiddleware(lambda request: None)
    hashed = serve(rf.get(static("css/app.css")))
    assert hashed.status_code == 200
    assert "immutable" in hashed.headers["Cache-Control"]
    assert int(re.search(r"max-age=(\d+)", hashed.headers["Cache-Control"])[1]) >= 365 * 24 * 3600
    assert "immutable" not in serve(rf.get("/static/css/app.css")).headers["Cache-Control"]


def test_everybody_may_read_them(production):
    """The image collects as root and serves as another user, whatever the mode of uploaded files is."""
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in production.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", ["gz", "br"])
def test_compressed_twins_are_made(tmp_path, kind):
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=tmp_path, STATICFILES_DIRS=[ROOT / "static"]):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=LEFT_OUT)
        assert (tmp_path / f"{staticfiles_storage.stored_name('css/app.css')}.{kind}").exists()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("css/app.css", '@import url("gone.css");\n', "could not be found"),
        ("js/app.js", 'import "./gone.js";\n', "could not be found"),
        ("js/app.js", 'import "./part.js";\n', "may not refer"),
        ("css/app.css", '@import url("part.css");\n', "may not refer"),
        ("css/page.css", ".a { background: url(gone.png); }\n", "could not be found"),
    ],
)
def test_collecting_fails_where_a_file_is_missing_or_a_part_does_not_fit(tmp_path, name, text, reason):
    source, target = tmp_path / "source", tmp_path / "target"
    for file, content in {
        "js/part.js": "export const a = 1;\n",
        "css/part.css": '@import url("deep.css");\n',
        "css/deep.css": "",
        name: text,
    }.items():
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        (source / file).write_text(content)
    with (
        override_settings(STORAGES=STORAGES, STATIC_ROOT=target, STATICFILES_DIRS=[source]),
        pytest.raises(ValueError, match=reason),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)


def test_from_the_source_folder_names_stay_plain():
    assert "StaticFilesStorage" in django_settings.STORAGES["staticfiles"]["BACKEND"]
    assert Template('{% static "css/app.css" %}').render(Context()) == "/static/css/app.css"


def test_only_pages_are_compressed_on_the_way(production, client):
    assert client.get("/m/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/m/").headers
    assert "Content-Encoding" not in client.get("/healthz", headers={"accept-encoding": "gzip"}).headers
