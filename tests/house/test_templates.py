"""House rules of templates, styles and scripts. Each test reads all files and names every offender at once."""

import re
from pathlib import Path

from django.conf import settings
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from yunhe.accounts.menus import entries
from yunhe.web.badges import TONE_ICONS
from yunhe.web.templatetags import ui

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted(path for kind in ("css", "js", "svg") for path in (ROOT / "static").rglob(f"*.{kind}"))
MODULES = sorted(path for app in ("yunhe", "deputies", "stations", "liaison") for path in (ROOT / app).rglob("*.py"))
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
COMPONENTS = ROOT / "templates/components"


def offenders(paths, find):
    """Return {file: what `find`(text) found there} of the files where it found something."""
    found = {str(path.relative_to(ROOT)): find(path.read_text()) for path in paths}
    return {name: faults for name, faults in found.items() if faults}


def matches(pattern):
    """Return a function text -> what matches `pattern`, in any case of letters."""
    return re.compile(pattern, re.IGNORECASE).findall


def test_no_template_has_an_inline_script_style_or_handler():
    handlers = r"<style\b|\sstyle=|\son[a-z]+=|\shx-on|javascript:|\bhx-vals=.js"
    assert offenders(TEMPLATES, matches(rf"{handlers}|<script(?![^>]*\ssrc=)")) == {}


def test_no_module_writes_an_inline_style_or_script():
    assert offenders(MODULES, matches(r"<\w+[^>\n]*\sstyle=|<script|<style")) == {}


def test_nothing_is_asked_from_another_site():
    def foreign(text):
        text = text.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        return re.findall(r"https?://[\w.]|[\"'(]//\w", text)

    assert offenders(TEMPLATES + STATIC, foreign) == {}


def test_no_template_line_is_longer_than_a_screen():
    assert offenders(TEMPLATES, lambda text: [line.strip()[:60] for line in text.splitlines() if len(line) > 160]) == {}


def test_colours_are_named_in_one_place():
    """Paper is black and white; everything else takes its colours from tokens.css, where their contrast is tested."""
    styles = [
        path for path in STATIC if path.suffix == ".css" and path.name != "tokens.css" and path.parent.name != "print"
    ]
    assert offenders(styles, matches(r"#[0-9a-f]{3,8}\b(?=[^{]*;)|rgb\(|hsl\(")) == {}


def test_an_include_sees_only_what_it_is_given():
    assert offenders(TEMPLATES, matches(r"{%\s*include\s(?![^%]*\bonly\s*%})[^%]*%}")) == {}


def test_every_template_compiles():
    faults = {}
    for path in TEMPLATES:
        try:
            get_template(str(path.relative_to(ROOT / "templates")))
        except TemplateSyntaxError as error:
            faults[path.name] = str(error)
    assert faults == {}


def test_every_icon_in_a_template_is_drawn():
    def undrawn(text):
        named = re.findall(r"{%\s*icon\s+\"([\w-]+)\"|\bicon=\"([\w-]+)\"", text)
        return {name for pair in named for name in pair if name} - SPRITE

    assert offenders(TEMPLATES, undrawn) == {}


def test_no_poll_keeps_a_session_open():
    polls = re.compile(r"<[^>]*hx-trigger=[\"'][^\"']*every [^>]*>", re.IGNORECASE)
    assert offenders(TEMPLATES, lambda text: [poll for poll in polls.findall(text) if "X-Background" not in poll]) == {}


def test_every_icon_of_menu_and_badges_is_drawn():
    assert {entry.icon for entry in entries} | set(TONE_ICONS.values()) <= SPRITE


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


def test_every_class_that_a_style_names_is_worn():
    """A renamed class leaves its rules behind without a word: the calendar once lost its lines that way."""
    wearers = "\n".join(path.read_text() for path in [*TEMPLATES, *MODULES, *STATIC] if path.suffix != ".css")
    words = set(re.findall(r"[\w-]+", wearers))
    made = set(re.findall(r"([\w-]+-)\{[{%}]", wearers)) | {"htmx-"}  # badge-{{ tone }}; htmx sets its own
    selectors = r"\.([a-z][\w-]*)(?=[^{}]*\{)"

    def unworn(text):
        rules = re.sub(r"/\*.*?\*/|(?<=\{)[^{}]*(?=\})", "", text, flags=re.DOTALL)
        return sorted(
            {name for name in re.findall(selectors, rules) if name not in words and not name.startswith(tuple(made))}
        )

    assert offenders([path for path in STATIC if path.suffix == ".css"], unworn) == {}
