"""Public pages that are kept ready: built once for all who come without a session, shown again while nothing of them has changed.

    @kept_ready
    @require_safe
    def code_landing(request, token): …

Who comes with nothing but the cookies of the form token and of the type size gets the same page as everybody like that. It is
kept in the process with the questions that it asked the database. Before it is shown again, the same questions are asked in one
statement, which answers with a mark of everything that they find; another mark, and the page is built anew. So nothing has to tell
the page that something has changed, and nothing can forget to. What depends on the clock is built anew every minute.

Each visitor gets a form token and a cookie of their own, as ever; `each_time` has done what every opening does (a count, a look
whether somebody opens too much). Anything else, a session, the key of a device, a question mark, a HEAD, gets the page from the view.

Modules: `questions` (what was asked, and the mark of the answers), `pages` (what is kept, and how it is handed out), `middleware`.
"""

from yunhe.web.ready.pages import each_time, kept_ready

__all__ = ["each_time", "kept_ready"]
