"""House rules of templates, styles and scripts."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from yunhe.web.shell import navigation
from yunhe.web.shell.badges import STATE_TONES, TONE_ICONS
from yunhe.web.templatetags import ui

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted(path for kind in ("css", "js", "svg") for path in (ROOT / "static").rglob(f"*.{kind}"))
MODULES = sorted(path for app in ("yunhe", "deputies", "stations", "liaison") for path in (ROOT / app).rglob("*.py"))
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
COMPONENTS = ROOT / "templates/components"

templates = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))


def found(pattern, path):
    return re.findall(pattern, path.read_text(), re.IGNORECASE)


@templates
def test_a_template_has_no_inline_script_style_or_handler(path):
    assert not found(r"<style\b|\sstyle=|\son[a-z]+=|\shx-on|javascript:|\bhx-vals=.js", path)
    assert not found(r"<script(?![^>]*\ssrc=)", path)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_writes_no_inline_style(path):
    assert not found(r"<\w+[^>\n]*\sstyle=|<script|<style", path)


@pytest.mark.parametrize("path", TEMPLATES + STATIC, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_asked_from_another_site(path):
    text = path.read_text().replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
    assert not re.findall(r"https?://[\w.]|[\"'(]//\w", text)


@templates
def test_an_include_sees_only_what_it_is_given(path):
    includes = found(r"{%\s*include\s[^%]*%}", path)
    assert not [include for include in includes if not re.search(r"\bonly\s*%}$", include)]


@templates
def test_a_template_compiles(path):
    get_template(str(path.relative_to(ROOT / "templates")))


@templates
def test_every_icon_in_a_template_is_drawn(path):
    icons = set(found(r"{%\s*icon\s+\"([\w-]+)\"|\bicon=\"([\w-]+)\"", path))
    assert {name for pair in icons for name in pair if name} <= SPRITE


def test_every_icon_of_menu_and_badges_is_drawn():
    entries = [*navigation.TABS, *(entry for group in navigation.SIDEBAR for entry in group.entries)]
    assert {entry.icon for entry in entries} | set(TONE_ICONS.values()) <= SPRITE


def test_every_badge_has_a_shape():
    assert set(STATE_TONES.values()) <= set(TONE_ICONS)


def test_every_component_is_explained():
    told = (COMPONENTS / "README.md").read_text()
    silent = {"listing", "options", "page_messages", "word", "form_body"}
    for name in ui.register.tags:
        assert f"{{% {name}" in told or name in silent, name


def test_every_component_file_is_used():
    tags = Path(ui.__file__).read_text()
    everything = tags + "".join(path.read_text() for path in TEMPLATES) + "".join(path.read_text() for path in MODULES)
    for path in COMPONENTS.glob("*.html"):
        assert f"components/{path.name}" in everything, path.name


def test_every_stylesheet_and_script_is_linked():
    sources = [*TEMPLATES, *(ROOT / "static").rglob("*.js"), *(ROOT / "static").rglob("*.css"), Path(ui.__file__)]
    linked = "".join(path.read_text() for path in sources)
    for path in STATIC:
        assert path.name in linked, path.name


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_colour_stands_out_from_its_ground():
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ROOT / "static/css/tokens.css").read_text()))
    pairs = [(text, ground) for text in ("ink", "ink-2", "ink-3", "link") for ground in ("paper", "ground", "ground-2")]
    pairs += [(tone, f"{tone}-tint") for tone in TONE_ICONS] + [("red-dark", "red-tint"), ("red", "paper")]
    for text, ground in pairs:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@templates
def test_a_poll_does_not_keep_a_session_open(path):
    polls = found(r"<[^>]*hx-trigger=[\"'][^\"']*every [^>]*>", path)
    assert all("X-Background" in poll for poll in polls)
