"""Whom callers are given in need: the helpline and the words for an emergency, as operators say."""
