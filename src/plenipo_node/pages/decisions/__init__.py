"""Consultations and the mandates that follow from them."""
