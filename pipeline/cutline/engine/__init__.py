"""What maps the pure function `sources → tables` over a run: local processes, or a cluster. Nothing else differs."""
