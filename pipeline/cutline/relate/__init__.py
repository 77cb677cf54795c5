"""Ties facts into a record: who is shown and where in the frame, when and where the picture was taken, by whom."""
