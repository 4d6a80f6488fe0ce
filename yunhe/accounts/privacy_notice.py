"""The notice on personal data that everyone reads once per version (个人信息保护法 17; 网络数据安全管理条例 21)."""

from django.conf import settings

from yunhe.accounts.models import User


def has_acknowledged(user: User) -> bool:
    """Whether `user` has read the notice in its present version."""
    return user.privacy_notice_version == settings.PRIVACY_NOTICE_VERSION
