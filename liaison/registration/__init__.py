"""Dual-management registration (流动代表登记报到、双向共管): one registration that two offices and a community move together.

Read in this order: enums (states and legal moves), models, policies, workflow, views.
"""
