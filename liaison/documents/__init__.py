"""The rules that offices work by (制度文件): laws, notices, own rules, forms; each with its editions, and which obligation comes
from which of them.

Read in this order: enums, models, policies, workflow, views.
"""
