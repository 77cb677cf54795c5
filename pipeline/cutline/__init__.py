"""Cutline: photo captions in, a normalized dataset out."""

__version__ = "0.1.0"
