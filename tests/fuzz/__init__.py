"""Fuzzing in process: whatever comes from outside is read and answered, and nothing raises.

``targets``: what is fuzzed; ``strategies``: what it is fed; ``test_fuzz``: 1,000 examples each, in ``make test``;
``python -m tests.fuzz`` (``make fuzz``): 20,000 and more each, and as many that atheris steers by coverage.
"""
