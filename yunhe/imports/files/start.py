"""Where the child process begins: `python -I -S -B …/start.py STEM FOLDER …`; the folders are those of the packages.

The packages above are stood in for by empty ones: their own `__init__` loads Celery, which costs more than most readings.
"""

import os.path
import sys
import types

if __name__ == "__main__":
    place = os.path.dirname(os.path.abspath(__file__))
    for name in ("yunhe.imports", "yunhe"):
        place = os.path.dirname(place)
        package = types.ModuleType(name)
        package.__path__ = [place]
        sys.modules[name] = package
    sys.path[:0] = sys.argv[2:]
    from yunhe.imports.files.child import main

    main(sys.argv[1])
