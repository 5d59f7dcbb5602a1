"""Whole folders at a time: a plan of what goes where, a manifest of what is done, and three ways to run it.

`run.run_batch` is the entry; `work` is what every process does; `local` and `cluster` spread it over processes and
machines.
"""
