"""The numbered rules: one module a group, one function a rule, each stated where it stands."""
