"""Who joins two records, what stands against it, which facts win, and how they are parted again."""

from datetime import date

import pytest

from deputies.mandates.models import ElectoralDistrict
from deputies.merges.facts import columns_to_take
from deputies.merges.models import Distinction
from deputies.merges.queries import kept_instead_of, pairs_for
from deputies.merges.workflow import end_distinction, merge, tell_apart, undo_merge
from deputies.people.models import Deputy
from tests.factories.accounts import UserFactory
from tests.factories.deputies import CongressTermFactory, DeputyFactory, MandateFactory
from tests.factories.registration import RegistrationFactory
from yunhe.audit.models import AuditEvent
from yunhe.kit.refusals import Denied, Refused
from yunhe.privacy import digest

BORN = {"born_on": date(1979, 9, 1), "born_precision": "month"}


@pytest.fixture
def twins(county):
    """Two records of 陈丽芳 of 赤石乡, the second with another phone and an education."""
    first = DeputyFactory(origin=county.chishi, residence=county.zhongshan, name="陈丽芳", **BORN)
    second = DeputyFactory(origin=county.chishi, residence=county.zhongshan, name="陈丽芳", education="大专", **BORN)
    return first, second


def test_the_kept_record_takes_what_it_does_not_know_and_what_was_chosen(twins, cast):
    kept, gone = twins
    ours, theirs = kept.phone, gone.phone
    assert columns_to_take(kept, gone, []) == {"education": "大专"}
    joined = merge(kept, gone, by=cast["origin"], reason="本人确认", take=["phone"])
    kept.refresh_from_db()
    assert (kept.phone, kept.phone_digest, kept.education) == (theirs, digest(theirs, purpose="phone"), "大专")
    assert kept_instead_of(gone.pk) == kept.pk
    undo_merge(joined, by=cast["origin"])
    kept.refresh_from_db()
    assert (kept.phone, kept.education) == (ours, "")
    assert Deputy.objects.get(pk=gone.pk).phone == theirs
    assert kept_instead_of(gone.pk) is None


def test_what_was_changed_after_the_merge_stays_when_they_are_parted(twins, cast):
    kept, gone = twins
    joined = merge(kept, gone, by=cast["origin"], reason="本人确认")
    Deputy.objects.filter(pk=kept.pk).update(education="本科")
    assert undo_merge(joined, by=cast["origin"]) == ["学历"]
    assert Deputy.objects.get(pk=kept.pk).education == "本科"


def test_the_account_comes_along(twins, cast):
    kept, gone = twins
    gone.user = UserFactory()
    gone.save()
    joined = merge(kept, gone, by=cast["origin"], reason="本人确认")
    kept.refresh_from_db()
    assert kept.user == gone.user
    undo_merge(joined, by=cast["origin"])
    kept.refresh_from_db()
    assert (kept.user, Deputy.objects.get(pk=gone.pk).user) == (None, gone.user)


def test_only_the_office_that_keeps_both_joins_them(county, cast):
    kept, gone = DeputyFactory(origin=county.chishi), DeputyFactory(origin=county.shitang)
    for name in ("origin", "residence", "keeper", "stranger", "deputy"):
        with pytest.raises(Denied, match="请县人大机关核对合并"):
            merge(kept, gone, by=cast[name], reason="同一人")
        with pytest.raises(Denied):
            tell_apart(kept, gone, by=cast[name], reason="两个人")
    joined = merge(kept, gone, by=cast["county"], reason="同一人")
    with pytest.raises(Denied):
        undo_merge(joined, by=cast["origin"])


@pytest.mark.parametrize("case", ["numbers", "accounts", "seats", "registrations", "reason", "itself"])
def test_what_stands_against_it_is_said_and_nothing_is_written(twins, county, cast, case):
    kept, gone = twins
    reason, said = "同一人", ""
    if case == "numbers":
        for deputy, number in ((kept, "a"), (gone, "b")):
            Deputy.objects.filter(pk=deputy.pk).update(id_digest=number)
        said = "身份证号不同"
    elif case == "accounts":
        for deputy in twins:
            deputy.user = UserFactory()
            deputy.save()
        said = "都有在用的账号"
    elif case == "seats":
        for deputy in twins:
            term = CongressTermFactory(area=county.chishi)
            MandateFactory(
                deputy=deputy,
                district=ElectoralDistrict.objects.create(term=term, area=county.chishi, name=str(deputy.pk)),
            )
        said = "届次或选区不同"
    elif case == "registrations":
        for deputy in twins:
            RegistrationFactory(deputy=deputy, origin=county.chishi, residence=county.fuyun)
        said = "都有没有结束的双向共管登记"
    elif case == "reason":
        reason, said = " ", "请写明认定为同一人的依据"
    else:
        gone, said = kept, "两份不同的档案"
    with pytest.raises(Refused, match=said):
        merge(kept, gone, by=cast["origin"], reason=reason)
    assert Deputy.objects.count() == 2
    assert not AuditEvent.objects.filter(verb="deputies.merge").exists()


def test_the_seat_that_both_hold_is_there_once_with_its_district(twins, county, cast):
    kept, gone = twins
    ours, theirs = (MandateFactory(deputy=deputy) for deputy in twins)
    district = ElectoralDistrict.objects.create(term=theirs.term, area=county.chishi, name="第1选区")
    theirs.district = district
    theirs.save()
    joined = merge(kept, gone, by=cast["origin"], reason="同一人")
    assert list(kept.mandates.values_list("pk", "district")) == [(ours.pk, district.pk)]
    undo_merge(joined, by=cast["origin"])
    assert list(kept.mandates.values_list("pk", "district")) == [(ours.pk, None)]
    assert Deputy.objects.get(pk=gone.pk).mandates.get().pk == theirs.pk


def test_merges_are_parted_the_last_first_and_once(twins, county, cast):
    kept, gone = twins
    third = DeputyFactory(origin=county.chishi, name="陈丽芳")
    first = merge(kept, gone, by=cast["origin"], reason="同一人")
    second = merge(third, kept, by=cast["origin"], reason="同一人")
    assert kept_instead_of(kept.pk) == third.pk
    with pytest.raises(Refused, match="先撤销后来的合并"):
        undo_merge(first, by=cast["origin"])
    undo_merge(second, by=cast["origin"])
    undo_merge(first, by=cast["origin"])
    assert Deputy.objects.count() == 3
    with pytest.raises(Refused, match="已经撤销"):
        undo_merge(first, by=cast["origin"])


def test_both_histories_tell_of_it(twins, cast):
    kept, gone = twins
    merge(kept, gone, by=cast["origin"], reason="本人确认")
    told = AuditEvent.objects.filter(verb="deputies.merge").values_list("object_id", "verb_label", "reason")
    assert set(told) == {
        (str(kept.pk), "合并代表档案", "本人确认"),
        (str(gone.pk), "并入另一份档案", "本人确认"),
    }


def test_two_told_apart_are_not_asked_about_again_until_that_is_taken_back(twins, cast):
    first, second = twins
    assert [(pair.first, pair.second) for pair in pairs_for(cast["origin"])] == [(first.pk, second.pk)]
    found = tell_apart(second, first, by=cast["origin"], reason="身份证号不同")
    assert (found.first, found.second) == (first, second)
    assert pairs_for(cast["origin"]) == []
    with pytest.raises(Exception, match="已认定为不同的人"):
        tell_apart(first, second, by=cast["origin"], reason="身份证号不同")
    end_distinction(found, by=cast["origin"])
    assert len(pairs_for(cast["origin"])) == 1
    assert Distinction.objects.standing().count() == 0


def test_each_office_is_shown_the_pairs_of_its_own_scope(county, cast):
    DeputyFactory(origin=county.chishi, residence=county.zhongshan, name="蓝水根")
    DeputyFactory(origin=county.shitang, residence=county.dongmen, name="蓝水根")
    numbers = {name: len(pairs_for(cast[name])) for name in ("origin", "residence", "stranger", "county")}
    assert numbers == {"origin": 0, "residence": 1, "stranger": 0, "county": 1}
