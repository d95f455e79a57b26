"""Benchmarks: our configuration beside stock Rasa and others. No test depends on a speed."""
