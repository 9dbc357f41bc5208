"""A second, independent reading of every measure, in plain Python, from the definitions alone."""
