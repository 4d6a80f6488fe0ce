"""Every write of congress terms, electoral districts and mandates."""

from deputies.mandates.workflow.mandates import (
    add_mandate,
    end_mandate,
    enter_deputy,
    new_mandate,
    resume_mandate,
    suspend_mandate,
)
from deputies.mandates.workflow.terms import add_districts, remove_district, remove_term, save_term, what_uses
