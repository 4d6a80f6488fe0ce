"""Benchmark: the register of deputies with a search, fifty rows a page, beside a lean Django page, in the same run.

Run: python -m tests.benchmarks.register_list [--deputies 2000] [--rounds 5]. The floor (tests/benchmarks/bare_urls.py) has the same rows
of the same database: one count, one query, a plain template; no sign-in, no scope, no middleware.
"""

import argparse

from tests.benchmarks import phones
from tests.benchmarks.rounds import Ratio, report

BOUND = "≥ 0.6"
PAGES = 150
LANES = 4


def fill(number: int):
    """Write so many deputies of one township and return the session of its office."""
    from tests.factories.accounts import AppointmentFactory
    from tests.factories.areas import make_county
    from tests.factories.deputies import DeputyFactory, MandateFactory
    from tests.kit.sessions import session_of
    from yunhe.accounts.enums import Role

    county = make_county()
    for at in range(number):
        deputy = DeputyFactory(
            origin=county.chishi,
            residence=county.zhongshan,
            name=f"代表{at}",
            name_pinyin=f"daibiao{at:05d}",
            employment="示例单位职工",
        )
        MandateFactory(deputy=deputy)
    return session_of(AppointmentFactory(role=Role.OFFICE_STAFF, area=county.chishi).user)


def main() -> None:
    """Measure both in turn and report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deputies", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with phones.database():
        session = fill(asked.deputies)
        with phones.web_server() as server, phones.web_server("tests.benchmarks.bare_settings") as bare:
            mine = phones.get(server.port, "/deputies/?q=%E4%BB%A3%E8%A1%A8&size=50", f"sessionid={session}")
            floor = phones.get(bare.port, "/list/?q=%E4%BB%A3%E8%A1%A8")
            values = []
            for at in range(asked.rounds + 1):  # the first warms both up
                pages = {
                    "mine": phones.rate(server.port, mine, PAGES, LANES),
                    "floor": phones.rate(bare.port, floor, PAGES, LANES),
                }
                print(f"register {pages['mine']:,.0f} pages/s, lean page {pages['floor']:,.0f} pages/s")
                values += [pages["mine"] / pages["floor"]] if at else []
    report(Ratio("名册列表（带搜索，50 行）", "精简 Django 页", BOUND, values))


if __name__ == "__main__":
    main()
