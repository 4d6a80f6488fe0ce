"""Which activities, invitations, series, topics, minutes, photos and follow-ups a user sees."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from stations.activities.enums import ActivityState, FollowUpState, InvitationState, MinutesState
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import Scope, scope_of

SIDES = ("organising_area", "station__location_area", "team__area", "team__partner")
SIDES_OF_ACTIVITY = tuple(f"activity__{side}" for side in SIDES)
AREA_AND_TEAM = ("area", "team__area", "team__partner")


class ActivityQuerySet(models.QuerySet):
    def with_sides(self):
        """Activities with the areas that policies and the trail ask for."""
        return self.select_related(*SIDES)

    def coming(self, now=None):
        """Activities that are planned and have not ended."""
        return self.filter(state=ActivityState.PLANNED, ends_at__gte=now or timezone.now())

    def held(self):
        """Activities that have taken place."""
        return self.filter(state=ActivityState.HELD)

    def not_begun(self):
        return self.filter(state=ActivityState.PLANNED, starts_at__gt=timezone.now())

    def visible_to(self, user):
        """Activities that an area of `user` organises, shares through a joint team, or hosts at a station located there."""
        return self.filter(scope_of(user).q(*SIDES))


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Invitations to activities in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        return self.filter(scope.q(*SIDES_OF_ACTIVITY, "deputy__origin", "deputy__residence", own="deputy__user"))

    def in_line(self):
        """Those who wait, first come first."""
        return self.filter(state=InvitationState.WAITING).order_by("in_line_since", "pk")


def _took_part(model: type[models.Model], scope: Scope) -> Q:
    """Return the condition that the user, or a deputy of the user's area, was invited to or present at the activity."""
    people = scope.q("deputy__origin", "deputy__residence", own="deputy__user")
    activity = model._meta.get_field("activity").related_model
    invited = activity._meta.get_field("invitations").related_model.objects
    present = activity._meta.get_field("check_ins").related_model.objects.standing()
    here = {"activity": OuterRef("activity")}
    return Q(Exists(invited.filter(people, **here))) | Q(Exists(present.filter(people, **here)))


class OfActivityQuerySet(models.QuerySet):
    """Rows that belong to an activity."""

    def with_sides(self):
        """Rows with the areas of their activity that policies and the trail ask for."""
        return self.select_related(*SIDES_OF_ACTIVITY)


class MinutesQuerySet(OfActivityQuerySet):
    def visible_to(self, user):
        """Minutes of activities in scope; when published, also for those invited or present and their home offices."""
        scope = scope_of(user)
        shared = Q(state=MinutesState.PUBLISHED) & _took_part(self.model, scope)
        return self.filter(scope.q(*SIDES_OF_ACTIVITY) | shared)

    def published(self):
        return self.filter(state=MinutesState.PUBLISHED)


class PhotoQuerySet(OfActivityQuerySet):
    def visible_to(self, user):
        """Photos of activities in scope, and of those that the user or deputies of the user's area took part in."""
        scope = scope_of(user)
        return self.filter(scope.q(*SIDES_OF_ACTIVITY) | _took_part(self.model, scope))

    def kept(self):
        """Photos that have not been deleted."""
        return self.filter(removed_at__isnull=True)


class OfAreaQuerySet(models.QuerySet):
    """Rows that an area keeps, alone or with the units of a team."""

    def with_sides(self):
        """Rows with the areas that policies and the trail ask for."""
        return self.select_related(*AREA_AND_TEAM)


class TopicQuerySet(OfAreaQuerySet):
    def visible_to(self, user):
        """Topics of areas and teams in scope; a deputy sees those of the own teams."""
        scope = scope_of(user)
        condition = scope.q(*AREA_AND_TEAM)
        if scope.has_role(Role.DEPUTY):
            team = self.model._meta.get_field("team").related_model
            members = team._meta.get_field("members").related_model.objects.in_force()
            condition |= Exists(members.filter(team=OuterRef("team"), deputy__user_id=user.pk))
        return self.filter(condition)


class FollowUpQuerySet(models.QuerySet):
    def with_sides(self):
        """Follow-ups with who gives them and who has them to do."""
        owners = ("owner_area", "owner_deputy__origin", "owner_deputy__residence", "owner_deputy__user")
        return self.select_related(*AREA_AND_TEAM, *owners, *SIDES_OF_ACTIVITY)

    def visible_to(self, user):
        """Follow-ups of areas, activities and teams in scope, and those given to the user's area; a deputy sees the own ones."""
        return self.filter(scope_of(user).q(*AREA_AND_TEAM, "owner_area", *SIDES_OF_ACTIVITY, own="owner_deputy__user"))

    def open(self):
        """Follow-ups that are still to be done."""
        return self.filter(state=FollowUpState.OPEN)

    def late(self, on=None):
        """Open follow-ups past their day."""
        return self.open().filter(due_on__lt=on or timezone.localdate())


class SeriesQuerySet(OfAreaQuerySet):
    def visible_to(self, user):
        """Series of areas and teams in scope."""
        return self.filter(scope_of(user).q(*AREA_AND_TEAM))
