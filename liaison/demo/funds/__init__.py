"""The money of the demo county, written by the real verbs."""

from liaison.demo.funds.budgets import write_budgets
