"""What `scripts.benchmark` measures, each in a process of its own so that nothing is warm but what is meant to be."""
