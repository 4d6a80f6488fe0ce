"""What is handed out and can be taken out of use, with a reason."""

from django.db import models

from yunhe.kit.models import check, together


class Revocable(models.Model):
    """Something in force until somebody revokes it."""

    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_by = models.CharField("停用人", max_length=80, blank=True)
    revoke_reason = models.CharField("停用原因", max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def is_in_force(self) -> bool:
        """Whether it has not been revoked."""
        return self.revoked_at is None


def revoked_with_reason(noun: str, label: str) -> models.CheckConstraint:
    """Return the rule that nothing is revoked without a reason. noun: begins the name of the rule, label: is said to people."""
    return check(f"{noun}_revoked_with_reason", together("revoked_at", "revoke_reason"), f"停用{label}须写明原因。")
