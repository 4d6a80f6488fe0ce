"""Gathers the models of the nouns, because Django looks for them here."""

from deputies.associates.models import Associate
from deputies.mandates.models import CongressTerm, ElectoralDistrict, Mandate
from deputies.merges.models import Distinction, Merge
from deputies.people.models import Deputy, ResidenceSpell
from deputies.teams.models import Team, TeamMember
