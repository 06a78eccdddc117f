"""What the museum writes down about its own running: who asked for what (access), what bears on its
safety (security), what went wrong (errors). Half a year of each, in the museum's folder, and free of
names, telephone numbers, codes and whatever else people type (docs/security.md).
"""
