"""Suggestions in any state, complete as the state demands."""

import factory
from django.utils import timezone

from deputies.people.enums import CongressLevel
from liaison.suggestions.enums import SuggestionState
from liaison.suggestions.models import CoHandler, CoSigner, Suggestion

PROBLEM = "中山社区搬迁小区住着三百多户从山上下来的群众，去高胥片上班的人下班时已经没有公交车，只能拼车回家。"
CAUSE = "末班车时间是十年前按老的企业布局定的，搬迁和开发以后一直没有重新调查过客流。"
MEASURES = "建议县交通运输局重新调查客流，把二路公交车末班时间延长到晚上七点半，并在小区门口增设一个站点。"


class SuggestionFactory(factory.django.DjangoModelFactory):
    """A complete draft of `leader` to the own township; pass `state` and `unit`, the rest follows."""

    class Meta:
        model = Suggestion

    level = CongressLevel.TOWNSHIP
    office = factory.LazyAttribute(lambda obj: obj.leader.origin)
    title = factory.Sequence(lambda n: f"关于延长二路公交末班时间的建议{n}")
    problem = PROBLEM
    cause = CAUSE
    measures = MEASURES

    @factory.lazy_attribute
    def handed_in_on(self):
        """Whatever has left the desk says when."""
        return None if self.state == SuggestionState.DRAFT else timezone.localdate()

    @factory.lazy_attribute
    def assigned_on(self):
        """Whatever was handed over says when."""
        before = (SuggestionState.DRAFT, SuggestionState.HANDED_IN, SuggestionState.WITHDRAWN)
        return None if self.state in before else timezone.localdate()

    @factory.lazy_attribute
    def reply(self):
        """Whatever was replied to has a text."""
        return "已延长末班车。" if self.state in (SuggestionState.REPLIED, SuggestionState.CLOSED) else ""

    @factory.lazy_attribute
    def result(self):
        """And a class."""
        return "A" if self.reply else ""

    @factory.lazy_attribute
    def replied_on(self):
        """And a date."""
        return timezone.localdate() if self.reply else None

    @factory.lazy_attribute
    def opinion(self):
        """Closed ones have the deputies' opinion."""
        return "satisfied" if self.state == SuggestionState.CLOSED else ""

    state = SuggestionState.DRAFT


class CoSignerFactory(factory.django.DjangoModelFactory):
    """A deputy who was asked to sign."""

    class Meta:
        model = CoSigner


class CoHandlerFactory(factory.django.DjangoModelFactory):
    """A unit that handles a suggestion with the leading one; its opinion is due today."""

    class Meta:
        model = CoHandler

    due_on = factory.LazyFunction(timezone.localdate)
