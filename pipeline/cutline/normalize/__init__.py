"""Normalize: mentions → the same mentions with the values they stand for."""
