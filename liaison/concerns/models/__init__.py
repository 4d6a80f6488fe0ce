"""Concerns (群众诉求) and what voters bring to receptions (接待选民记录)."""

from liaison.concerns.models.concerns import (
    AnswerTemplate,
    Concern,
    ConcernEcho,
    ConcernPhoto,
    ConcernStep,
    HandlingUnit,
)
from liaison.concerns.models.receptions import VoterReception
