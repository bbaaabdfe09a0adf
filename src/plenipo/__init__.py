"""Plenipo: bytes and values in, values out."""
