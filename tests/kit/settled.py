"""A click or key in the browser returns once the page that it opened has been read, not when its first byte came."""

from functools import wraps

ACTS = ("click", "press", "check", "uncheck", "select_option", "tap", "set_checked")


def _settled(act, page_of):
    @wraps(act)
    def acted(self, *args, **options):
        result = act(self, *args, **options)
        page = page_of(self)
        if not page.is_closed():
            page.wait_for_load_state("domcontentloaded")
        return result

    return acted


def settle() -> None:
    """Let every act of Playwright that may open a page wait for it, so that a test reads the new page and never a half.

    Playwright itself waits until the answer begins; on a busy machine its rows may still be under way then.
    """
    from playwright.sync_api import Locator, Page  # here, so that the other tests do not need it

    for kind, page_of in ((Page, lambda page: page), (Locator, lambda locator: locator.page)):
        for name in ACTS:
            if act := getattr(kind, name, None):
                setattr(kind, name, _settled(act, page_of))
