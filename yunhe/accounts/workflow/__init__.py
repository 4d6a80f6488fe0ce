"""Every write with a rule: sessions and passwords, accounts, appointments."""

from yunhe.accounts.workflow.appointments import appoint, end_appointment
from yunhe.accounts.workflow.people import (
    NewPassword,
    confirm,
    create_account,
    disable,
    enable,
    end_sessions,
    rename,
    reset_password,
    unlock,
    unlock_address,
)
from yunhe.accounts.workflow.phones import (
    BoundPhone,
    IssuedCode,
    bind_phone,
    bind_phone_by_code,
    end_phone,
    end_phones,
    issue_office_code,
    note_wrong_code,
    set_password_by_code,
    use_phone,
)
from yunhe.accounts.workflow.sessions import (
    acknowledge_notice,
    change_password,
    choose_large_type,
    end_after_wrong_passwords,
    end_own_session,
    expire_session,
    note_failed_sign_in,
    sign_in,
    sign_out,
)
