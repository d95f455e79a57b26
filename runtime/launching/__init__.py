"""Launching: training, ports, the two servers as child processes, their logs, and databases to try with."""
