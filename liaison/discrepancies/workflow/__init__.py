"""Stating facts, comparing what the sides say, settling a difference.

`state` and `settle` are done by people and raise Denied, IllegalMove or Refused with a Chinese sentence;
`hear` is called with what is said on other occasions; the rest follows by itself.
"""

from liaison.discrepancies.workflow.comparing import compare_registration
from liaison.discrepancies.workflow.settling import settle
from liaison.discrepancies.workflow.stating import confirm_still_here, hear, state
