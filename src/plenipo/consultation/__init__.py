"""Do the partners agree: one module a rule, exact arithmetic."""
