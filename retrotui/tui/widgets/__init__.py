"""Widgets that draw their own lines: few of them, each repainting only what changed."""
