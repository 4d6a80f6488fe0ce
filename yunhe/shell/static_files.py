"""Static files in production: one style sheet and one script for the frame, every name with the hash of its content.

`css/app.css` and `js/app.js` only import their parts. A browser on the source folder (`make run`) follows the imports;
here the parts are put together, so that a first visit asks for two files instead of thirty. A template that links a
name nobody has, or a file that refers to one, fails at the first rendering or when collecting, never as a silent 404.
"""

import posixpath
import re

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

CSS_IMPORT = re.compile(r'^@import url\("([^"]+)"\)( print)?;\n', re.M)
JS_IMPORT = re.compile(r'^import "([^"]+)";\n', re.M)
JS_PATTERNS = ManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Bundles app.css and app.js, then hashes, rewrites what refers to another file, and compresses."""

    # Style sheets, and the modules of our own and of the code reader. Not every script: those of the libraries mention
    # imports in comments. Django matches a pattern against the path inside the source folder as well as the whole one.
    patterns = (*ManifestStaticFilesStorage.patterns[:1], ("js/*.js", JS_PATTERNS), ("*decode.js", JS_PATTERNS))

    def post_process(self, paths: dict, dry_run: bool = False, **options):
        """Write app.js and the style sheets that import others with their parts in place, then go on as usual.

        Raises ValueError for a part that is not there, and for one that a bundle has no room for: a module that exports
        or imports (let the page that needs it load it), a style sheet that imports or refers to a file.
        """
        if not dry_run:
            sources = dict(paths)
            for name in sources:
                if name == "js/app.js" or (name.startswith("css/") and CSS_IMPORT.search(_read(name, sources))):
                    text = _bundle(name, sources)
                    self.delete(name)
                    self._save(name, ContentFile(text.encode()))
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _bundle(name: str, sources: dict) -> str:
    is_script = name.endswith(".js")

    def part(found: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found[1]))
        text = _read(target, sources)
        if re.search(r"^(import|export)\b" if is_script else r"@import|url\(", text, re.M):
            raise ValueError(f"{target} is a part of {name} and may not refer to other files.")
        if is_script:
            return f"{{\n{text}}}\n"
        return f"@media print {{\n{text}}}\n" if found[2] else text

    return (JS_IMPORT if is_script else CSS_IMPORT).sub(part, _read(name, sources))


def _read(name: str, sources: dict) -> str:
    if name not in sources:
        raise ValueError(f"The file '{name}' could not be found.")
    storage, path = sources[name]
    with storage.open(path) as file:
        return file.read().decode()
