"""What people type about money."""

from liaison.funds.forms.lines import AdjustForm, LineForm, ReverseForm, TransferForm, YearForm
