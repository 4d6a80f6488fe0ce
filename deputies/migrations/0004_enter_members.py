"""Members of teams who are no deputies are entered into the register, each person once, and the membership names the row.

The same person is the same name, capacity, unit and phone. Whoever has left every team has left the register with the last.
"""

from django.db import migrations

from deputies.people.models import phone_digest
from deputies.people.naming import fold_name, pinyin_of


def enter(apps, schema_editor):
    """Enter everybody, oldest membership first."""
    members = apps.get_model("deputies", "TeamMember").objects
    associates = apps.get_model("deputies", "Associate").objects
    known = {}
    others = members.filter(deputy__isnull=True, associate__isnull=True).select_related("team__area", "side")
    for member in others.order_by("joined_on", "pk"):
        name, printed = fold_name(member.person_name), phone_digest(member.phone)
        area = member.side or member.team.area
        key = (area.pk, member.kind, name, printed)
        if key not in known:
            pinyin, initials = pinyin_of(name)
            known[key] = associates.create(
                name=name,
                name_pinyin=pinyin,
                name_initials=initials,
                kind=member.kind,
                area=area,
                post=member.post,
                phone=member.phone,
                phone_digest=printed,
                begins_on=member.joined_on,
                created_by="由团队成员转入",
            )
        member.associate = known[key]
        member.save(update_fields=["associate"])
    for associate in known.values():
        memberships = list(members.filter(associate=associate))
        if all(member.left_on for member in memberships):
            last = max(memberships, key=lambda member: member.left_on)
            associate.left_on = max(last.left_on, associate.begins_on)
            associate.exit_reason, associate.exit_note = "other", f"退出团队：{last.leave_reason}"[:120]
            associate.save(update_fields=["left_on", "exit_reason", "exit_note"])


class Migration(migrations.Migration):
    dependencies = [("deputies", "0003_associates")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
