"""Things that move from state to state: one table a machine, one shape of steps, one sentence of refusal, one drawing.

In the noun's enums.py, literally, so that the whole life of a thing is one screen:

    class TopicState(State): …

    TOPIC = Machine.named("topic", "议题", TopicState, sides=Side).of(     # sides only where they are told apart
        Verb("study", "登记学习", TopicState.PLANNED, TopicState.STUDIED, Side.ORGANISER, kind="primary"),
        Verb("discuss", "登记议事结果", TopicState.STUDIED, TopicState.DISCUSSED),
        Verb("drop", "撤销议题", (TopicState.PLANNED, TopicState.STUDIED), TopicState.DROPPED, kind="danger"),
    )

A verb from `START` (an empty state) begins a life. `also=(B,)` is a verb that may lead to B instead. A verb that leads elsewhere,
or is somebody else's, from another state stands on two lines. `Machine(…)` takes the same as a table state by state.
Verbs stay plain functions; the kit only makes the shared lines short:

    @transaction.atomic
    def drop_topic(topic: Topic, *, by: User, reason: str, expected: str | None = None) -> Topic:
        topic = locked(Topic.objects.select_related("area"), topic, expected)                  # lock
        side = policies.acting_side(by, topic, "drop")                                         # policy and legal move
        before, topic.state = topic.state, TOPIC.after(topic.state, "drop")                    # change
        topic.save(update_fields=["state"])
        step = TopicStep.write(topic, "drop", before=before, side=side, by=by, note=reason)    # step
        record("stations.drop_topic", step.label, topic, by=by, changes=step.changes, …)       # audit
        later(tell_of_step, step.pk)                                                           # notices
        return topic

    # policies.py: whose turn it is
    def acting_side(user: User, topic: Topic, verb: str) -> str:
        return TOPIC.acting_side(topic.state, verb, sides_of(user, topic), {Side.ORGANISER: topic.area.office_label})

    # models.py
    class TopicStep(Step):
        topic = models.ForeignKey(Topic, models.CASCADE, related_name="steps", verbose_name="议题")
        machine, thing = TOPIC, "topic"

    # views: the buttons of the page, and what has happened
    "actions": TOPIC.actions(topic, lambda verb: policies.acting_side(user, topic, verb)),
    "timeline": events_of(topic.steps.all()),

The page of one verb: yunhe.web.forms.moves.move_page. Every machine is drawn in docs/state-diagrams.md
(`manage.py state_diagram > docs/state-diagrams.md`) and its table is written out literally in a test.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Protocol, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from yunhe.kit.refusals import Denied, IllegalMove, reason_against
from yunhe.kit.registry import Registry
from yunhe.kit.reminders import waited_in_words

START = ""
KINDS = ("primary", "secondary", "danger")
Thing = TypeVar("Thing", bound=models.Model)
machines: Registry["Machine"] = Registry("state machines")


class Move(NamedTuple):
    """Where a verb leads, and the sides that may do it (none named: the policy alone decides)."""

    to: str
    sides: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


def to(state: str, *sides: str, also: tuple[str, ...] = ()) -> Move:
    """Write a Move shortly. also: states that the verb may lead to instead."""
    return Move(state, frozenset(sides), also)


class Verb:
    """One line of a machine: what is done, from which states, to which one, by whom."""

    def __init__(
        self,
        name: str,
        label: str,
        before: str | tuple[str, ...],
        after: str,
        *sides: str,
        also: tuple[str, ...] = (),
        kind: str = "secondary",
    ):
        """sides: who may (none named: the policy alone decides); also: states it may lead to instead; kind: of its button."""
        self.name, self.label, self.kind = name, label, kind
        self.before = before if isinstance(before, tuple) else (before,)
        self.move = to(after, *sides, also=also)


@dataclass(frozen=True)
class Action:
    """One button of a page: verb, label, kind of button, and why it is disabled ("" when it is not)."""

    verb: str
    label: str
    kind: str
    refusal: str = ""


class Machine:
    """A state machine: its table is the whole truth, nothing moves outside it."""

    def __init__(
        self,
        name: str,
        noun: str,
        states: type[models.TextChoices],
        verbs: Mapping[str, str],
        table: Mapping[str, Mapping[str, Move]],
        *,
        sides: type[models.TextChoices] | None = None,
        main: Sequence[str] = (),
        danger: Sequence[str] = (),
    ):
        """name: unique in the program; noun: how people call the thing. main, danger: verbs with such buttons."""
        self.name, self.noun, self.states, self.verbs, self.table = name, noun, states, verbs, table
        self.sides, self.main, self.danger = sides, main, danger
        used = {verb for moves in table.values() for verb in moves}
        if set(table) - {START} != set(states) or used != set(verbs):
            raise ValueError(f"{name}: the table must name every state, and every verb of the labels and no other")
        machines.add(self)

    @staticmethod
    def named(
        name: str, noun: str, states: type[models.TextChoices], *, sides: type[models.TextChoices] | None = None
    ) -> "Named":
        """Begin a machine that is written verb by verb: Machine.named(…).of(Verb(…), …)."""
        return Named(name, noun, states, sides)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The states that something leads out of, in their order."""
        return tuple(state for state, moves in self.table.items() if state and moves)

    def label_of(self, state: str) -> str:
        """Return what people call `state`."""
        return str(self.states(state).label) if state else "未登记"

    def verbs_from(self, state: str) -> list[str]:
        """Return the verbs that are legal in `state`."""
        return list(self.table[state])

    def where(self, verb: str) -> list[str]:
        """Return the states in which `verb` is legal, for a queryset."""
        return [state for state, moves in self.table.items() if verb in moves]

    def move(self, state: str, verb: str) -> Move:
        """Return where `verb` leads from `state`. Raises IllegalMove, in the one sentence that all machines use."""
        if verb not in self.table[state]:
            raise IllegalMove(
                f"{self.noun}现在是“{self.label_of(state)}”，不能{self.verbs[verb]}。"
                "可能有人刚刚办理过，请刷新页面查看。"
            )
        return self.table[state][verb]

    def after(self, state: str, verb: str) -> str:
        """Return the state after `verb`. Raises IllegalMove."""
        return self.move(state, verb).to

    def check(self, state: str, verb: str, side: str = "") -> None:
        """Raise IllegalMove unless `verb` is legal in `state`, Denied unless `side` may do it."""
        self.acting_side(state, verb, [side], {})

    def acting_side(self, state: str, verb: str, held: Iterable[str], names: Mapping[Any, str]) -> str:
        """Return the first of the sides `held` (the ones a person may speak for) that may do `verb` in `state`.

        Raises IllegalMove when the verb is not legal, Denied with the `names` of those whose turn it is otherwise. Where
        no sides are told apart it returns "".
        """
        allowed = self.move(state, verb).sides
        if not allowed:
            return ""
        for side in held:
            if side in allowed:
                return side
        raise Denied(f"“{self.verbs[verb]}”由{self.in_charge(allowed, names)}办理。")

    def in_charge(self, sides: Iterable[str], names: Mapping[Any, str]) -> str:
        """Return who `sides` are in words, in the order of the enum: 浮云街道人大街道工委、代表本人."""
        wanted = set(sides)
        known = [(str(side), str(side.label)) for side in self.sides or ()]
        return "、".join(names.get(side, label) for side, label in known if side in wanted)

    def actions(
        self,
        thing: models.Model,
        policy: Callable[[str], Any],
        *,
        among: Iterable[str] | None = None,
        with_refused: bool = False,
    ) -> list[Action]:
        """Return what may be done with `thing` now as buttons, main ones first, dangerous ones last.

        policy: verb -> raises Denied, as the verb itself will. among: only verbs that have a page. with_refused: legal
        verbs of others too, with the reason; otherwise nothing that belongs to others.
        """
        found = []
        for verb in self.verbs_from(str(getattr(thing, "state"))):  # noqa: B009 every thing that moves has one
            refusal = reason_against(policy, verb)
            if (among is None or verb in among) and (with_refused or not refusal):
                kind = "primary" if verb in self.main else "danger" if verb in self.danger else "secondary"
                found.append(Action(verb, self.verbs[verb], kind, refusal))
        return sorted(found, key=lambda action: KINDS.index(action.kind))

    def diagram(self) -> str:
        """Return the machine as a Mermaid state diagram: every legal move with those who may make it."""
        lines = ["stateDiagram-v2"]
        for state, moves in self.table.items():
            start = self.label_of(state) if state else "[*]"
            for verb, (target, sides, also) in moves.items():
                who = self.in_charge(sides, {})
                label = f"{self.verbs[verb]}（{who}）" if who else self.verbs[verb]
                ends = [end for end in (target, *also) if end]
                lines += [f"    {start} --> {self.label_of(end)}: {label}" for end in ends]
            if not moves:
                lines.append(f"    {start} --> [*]")
        return "\n".join(lines)


@dataclass(frozen=True)
class Named:
    """A machine of which only the verbs are missing."""

    name: str
    noun: str
    states: type[models.TextChoices]
    sides: type[models.TextChoices] | None

    def of(self, *verbs: Verb) -> Machine:
        """Return the machine of `verbs`; in each state they are offered in the order in which they are written."""
        begins = [START] if any(START in verb.before for verb in verbs) else []
        if len({(verb.name, verb.label, verb.kind) for verb in verbs}) != len({verb.name for verb in verbs}):
            raise ValueError(f"{self.name}: a verb that stands on two lines has one label and one kind")
        states = [*begins, *self.states]
        return Machine(
            *(self.name, self.noun, self.states),
            {verb.name: verb.label for verb in verbs},
            {state: {verb.name: verb.move for verb in verbs if state in verb.before} for state in states},
            sides=self.sides,
            main=[verb.name for verb in verbs if verb.kind == "primary"],
            danger=[verb.name for verb in verbs if verb.kind == "danger"],
        )


def diagrams() -> str:
    """Return the page docs/state-diagrams.md: every machine of the program, by name."""
    page = ["# 状态图", "每个状态机一张图，由代码中的表生成：`manage.py state_diagram > docs/state-diagrams.md`。"]
    for machine in sorted(machines, key=lambda machine: machine.name):
        page += [f"## {machine.noun}（{machine.name}）", f"```mermaid\n{machine.diagram()}\n```"]
    return "\n\n".join(page) + "\n"


def locked(rows: models.QuerySet[Thing], thing: models.Model, expected: str | None = None) -> Thing:
    """Return `thing` anew from `rows` (which say what to load with it), its row locked until the transaction ends.

    expected: the state the person saw; IllegalMove when it is another one by now.
    """
    found = rows.select_for_update(of=("self",)).get(pk=thing.pk)
    if expected and getattr(found, "state") != expected:  # noqa: B009 not every thing that is locked has one
        state = found.get_state_display()  # type: ignore[attr-defined]
        noun = found._meta.verbose_name
        raise IllegalMove(f"{noun}已变为“{state}”，有人刚刚办理过。请查看最新情况后再办。")
    return found


class Actor(Protocol):
    """Whoever is written into a step: an account."""

    pk: Any

    @property
    def display_name(self) -> str:
        """The name as all records write it."""


class Step(models.Model):
    """One step of something that moves: which verb, from where to where, by whom, for which side. Never changed.

    A subclass adds the foreign key to the thing, names it in `thing`, and its machine in `machine`.
    """

    machine: ClassVar[Machine]
    thing: ClassVar[str]

    verb = models.CharField("动作", max_length=24)
    label = models.CharField("动作名称", max_length=40)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20, blank=True)
    side = models.CharField("办理方", max_length=16, blank=True)
    by = models.CharField("办理人", max_length=80)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    reason = models.CharField("原因", max_length=40, blank=True)
    note = models.TextField("说明", max_length=4000, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.label} {self.at:%Y-%m-%d}"

    @classmethod
    def write(
        cls,
        thing: models.Model,
        verb: str,
        *,
        before: str,
        by: Actor | None,
        side: str = "",
        who: str = "",
        label: str = "",
        **facts: Any,
    ) -> Self:
        """Write that `verb` has moved `thing` from `before` to its state now, and return the step.

        who: the name to write instead of the account's: a voter, a unit, a name that the public reads. facts: reason (a coded one), note, at, and the fields of the subclass.
        """
        return cls._default_manager.create(
            **{cls.thing: thing},
            verb=verb,
            label=label or cls.machine.verbs[verb],
            from_state=before,
            to_state=getattr(thing, "state"),  # noqa: B009 every thing that moves has one
            side=side,
            by=who or (by.display_name if by else "系统"),
            by_user_id=by.pk if by else None,
            **facts,
        )

    @property
    def side_label(self) -> str:
        return str(self.machine.sides(self.side).label) if self.side and self.machine.sides else ""

    @property
    def from_label(self) -> str:
        """The state before in words, "" where the life of the thing begins with this step."""
        return self.machine.label_of(self.from_state) if self.from_state else ""

    @property
    def to_label(self) -> str:
        """The state after in words."""
        return self.machine.label_of(self.to_state)

    @property
    def reason_label(self) -> str:
        """The coded reason in words; a machine with coded reasons says how."""
        return self.reason

    @property
    def changes(self) -> dict[str, list[Any]]:
        """What the audit trail writes about the step."""
        return {"状态": [self.from_label, self.to_label]}


def events_of(steps: Iterable[Step], *, newest_first: bool = True) -> list[dict[str, Any]]:
    """Return steps (oldest first, as their model orders them) for `{% timeline %}`: what, who, why, how long it had waited."""
    events = list(_events(steps))
    return events[::-1] if newest_first else events


def _events(steps: Iterable[Step]) -> Iterator[dict[str, Any]]:
    previous: Step | None = None
    for step in steps:
        tone = getattr(step.machine.states(step.to_state), "tone", "info") if step.to_state else "info"
        yield {
            "at": step.at,
            "title": step.label if step.from_state == step.to_state else f"{step.label} → {step.to_label}",
            "by": f"{step.side_label} {step.by}".strip(),
            "text": "。".join(part for part in (step.reason_label, step.note) if part),
            "tone": tone,
            "waited": waited_in_words((step.at - previous.at).days) if previous else "",
        }
        previous = step
