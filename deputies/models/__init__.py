"""CongressTerm (届), ElectoralDistrict (选区), Deputy (代表), Mandate (代表资格), ResidenceSpell (居住经历), Team (代表团队)."""

from deputies.models.people import CongressTerm, Deputy, ElectoralDistrict, Mandate, ResidenceSpell
from deputies.models.teams import Team, TeamMember

__all__ = ["CongressTerm", "Deputy", "ElectoralDistrict", "Mandate", "ResidenceSpell", "Team", "TeamMember"]
