"""Which activities, invitations, series, topics, minutes, photos and follow-ups a user sees."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from stations.activities.enums import ActivityState, FollowUpState, InvitationState, MinutesState
from yunhe.accounts.enums import Role
from yunhe.accounts.scope import Scope, scope_of
from yunhe.kit.counting import count_of
from yunhe.kit.lookups import among

SIDES = ("organising_area", "station__location_area", "team__area", "team__partner")
SIDES_OF_ACTIVITY = tuple(f"activity__{side}" for side in SIDES)
AREA_AND_TEAM = ("area", "team__area", "team__partner")


class ActivityQuerySet(models.QuerySet):
    def with_sides(self):
        """Activities with the areas that policies and the trail ask for."""
        return self.select_related(*SIDES)

    def with_present(self):
        """Activities with `present`, how many deputies checked in."""
        check_in = self.model._meta.get_field("check_ins").related_model
        return self.annotate(present=count_of(check_in.objects.standing(), "activity"))

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
        return self.filter(scope_of(user).q(self.model, *SIDES))


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Invitations to activities in scope and of deputies of the user's area; a deputy sees the own ones."""
        scope = scope_of(user)
        return self.filter(
            scope.q(self.model, *SIDES_OF_ACTIVITY, "deputy__origin", "deputy__residence", own="deputy__user")
        )

    def in_line(self):
        """Those who wait, first come first."""
        return self.filter(state=InvitationState.WAITING).order_by("in_line_since", "pk")


class GuestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Guests of activities in scope, and the people whom an area of the user keeps."""
        return self.filter(scope_of(user).q(self.model, *SIDES_OF_ACTIVITY, "associate__area"))

    def present(self):
        """Those who were there."""
        return self.filter(was_present=True)


def _took_part(model: type[models.Model], scope: Scope) -> Q:
    """Return the condition that the user, or a deputy of the user's area, was invited to or present at the activity."""
    activity = model._meta.get_field("activity").related_model
    invitation, check_in = (activity._meta.get_field(name).related_model for name in ("invitations", "check_ins"))
    people = scope.q(invitation, "deputy__origin", "deputy__residence", own="deputy__user")
    taken = [invitation.objects.filter(people), check_in.objects.standing().filter(people, activity__isnull=False)]
    invited, present = (rows.order_by().values_list("activity", flat=True).distinct() for rows in taken)
    return among("activity", {*scope.ids("invited to", invited), *scope.ids("present at", present)})


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
        return self.filter(scope.q(self.model, *SIDES_OF_ACTIVITY) | shared)

    def published(self):
        return self.filter(state=MinutesState.PUBLISHED)


class PhotoQuerySet(OfActivityQuerySet):
    def visible_to(self, user):
        """Photos of activities in scope, and of those that the user or deputies of the user's area took part in."""
        scope = scope_of(user)
        return self.filter(scope.q(self.model, *SIDES_OF_ACTIVITY) | _took_part(self.model, scope))

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
        condition = scope.q(self.model, *AREA_AND_TEAM)
        if scope.has_role(Role.DEPUTY):
            team = self.model._meta.get_field("team").related_model
            members = team._meta.get_field("members").related_model.objects.in_force().filter(deputy__user_id=user.pk)
            condition |= among("team", scope.ids("own teams", members.order_by().values_list("team", flat=True)))
        return self.filter(condition)


class FollowUpQuerySet(models.QuerySet):
    def with_sides(self):
        """Follow-ups with who gives them and who has them to do."""
        owners = ("owner_area", "owner_deputy__origin", "owner_deputy__residence", "owner_deputy__user")
        return self.select_related(*AREA_AND_TEAM, *owners, *SIDES_OF_ACTIVITY)

    def visible_to(self, user):
        """Follow-ups of areas, activities and teams in scope, and those given to the user's area; a deputy sees the own ones."""
        relations = (*AREA_AND_TEAM, "owner_area", *SIDES_OF_ACTIVITY)
        return self.filter(scope_of(user).q(self.model, *relations, own="owner_deputy__user"))

    def open(self):
        """Follow-ups that are still to be done."""
        return self.filter(state=FollowUpState.OPEN)

    def late(self, on=None):
        """Open follow-ups past their day."""
        return self.open().filter(due_on__lt=on or timezone.localdate())


class SeriesQuerySet(OfAreaQuerySet):
    def visible_to(self, user):
        """Series of areas and teams in scope."""
        return self.filter(scope_of(user).q(self.model, *AREA_AND_TEAM))
