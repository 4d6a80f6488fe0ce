"""How many rows the list at an address holds, asked of the list itself: neither are its rows read nor is its page drawn."""

from typing import Any
from unittest.mock import patch

from django.http import HttpResponse
from django.test import Client

from yunhe.kit.pager import Page, counted
from yunhe.web.lists import listing

COUNT = "X-Count"


def _without_rows(rows: Any, query: Any, total: int | None = None) -> Page:
    return Page([], 1, 0, counted(rows) if total is None else total, 1)


def _total_alone(this: listing.Listing, *_page: Any) -> HttpResponse:
    return HttpResponse(headers={COUNT: str(this.page.total)})


def answer_of(client: Client, url: str) -> Any:
    """Return what `client` gets at `url`; where that is a list, the header COUNT says its total and the page is empty."""
    with patch.object(listing, "page_of", _without_rows), patch.object(listing.Listing, "answer", _total_alone):
        return client.get(url)


def count_at(client: Client, url: str) -> int | None:
    """Return the total of the list that `client` opens at `url`, None where that page is no list."""
    answer = answer_of(client, url)
    assert answer.status_code == 200, (url, answer.status_code)
    return int(answer.headers[COUNT]) if COUNT in answer.headers else None
